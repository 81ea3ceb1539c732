-- How many regions of each province reach which category.
WITH nilai AS (
  SELECT substr(region, 1, 2) AS provinsi, kla_total('2023', $JAWABAN) AS total FROM wilayah
)
SELECT provinsi,
       coalesce(kla_category('2023', total), 'belum berkategori') AS kategori,
       count(*) AS wilayah,
       min(total) AS terendah,
       max(total) AS tertinggi
FROM nilai
GROUP BY provinsi, kategori
ORDER BY provinsi, terendah

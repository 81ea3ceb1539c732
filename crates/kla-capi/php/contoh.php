<?php
/** Menilai satu berkas isian: php contoh.php LIBKLA.so ISIAN.toml */
declare(strict_types=1);
require __DIR__ . '/Kla.php';

[, $library, $file] = $argv + [1 => '', 2 => ''];
try {
    $result = (new Kla($library))->score((string) file_get_contents($file), $file);
    $category = $result['category']['name'] ?? 'belum berkategori';
    $points = strtr($result['total']['points'], '.', ',');
    echo "{$result['region']['name']}: {$points} dari {$result['total']['maximum']}, kategori {$category}\n";
} catch (KlaException $refused) {
    fwrite(STDERR, $refused->getMessage() . "\n");
    exit(3);
}

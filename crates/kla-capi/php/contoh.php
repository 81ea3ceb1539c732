<?php
/** Menilai satu berkas isian: php contoh.php LIBKLA.so ISIAN.toml */
declare(strict_types=1);
require __DIR__ . '/Kla.php';

[, $library, $file] = $argv + [1 => '', 2 => ''];
try {
    $answers = @file_get_contents($file);
    if ($answers === false) {
        throw new InvalidArgumentException("berkas `$file` tidak dapat dibaca; periksa nama dan foldernya");
    }
    $kla = new Kla($library);
    $result = $kla->score($answers, $file);
    $category = $result['category']['name'] ?? 'belum berkategori';
    $points = strtr($result['total']['points'], '.', ',');
    echo "{$result['region']['name']}: {$points} dari {$result['total']['maximum']}, kategori {$category}\n";
    foreach ($kla->warnings as $warning) {
        fwrite(STDERR, KlaException::line($warning) . "\n");
    }
} catch (KlaException | InvalidArgumentException $refused) {
    fwrite(STDERR, $refused->getMessage() . "\n");
    exit(3);
}

<?php
/** Answers every request of a folder, for tests/conform: php conform.php LIBKLA.so REQUESTS OUT */
declare(strict_types=1);
require __DIR__ . '/Kla.php';

[, $library, $requests, $out] = $argv;
$kla = new Kla($library);
is_dir($out) || mkdir($out, recursive: true);
foreach (glob("$requests/*.json") as $file) {
    file_put_contents("$out/" . basename($file), $kla->text((string) file_get_contents($file)));
}

<?php
/** What PHP adds to the door: php test.php LIBKLA.so */
declare(strict_types=1);
require __DIR__ . '/../php/Kla.php';

$kla = new Kla($argv[1]);
$head = ['format' => 1, 'edition' => '2023', 'region' => '32.73', 'year' => 2024, 'stage' => 'mandiri'];
$tries = 0;

/** That something is refused in such words. */
function refused(callable $try, string $class, string $part): void
{
    global $tries;
    try {
        $try();
    } catch (Exception $error) {
        if ($error instanceof $class && str_contains($error->getMessage(), $part)) {
            $tries++;
            return;
        }
        exit('PHP: ' . $error::class . ": {$error->getMessage()}\n");
    }
    exit("PHP: not refused: {$part}\n");
}

// A float may have lost digits that nobody sees.
ini_set('serialize_precision', '3');
$float = ['verb' => 'score', 'answers' => $head + ['blocks' => ['klaster-1' => 102.96]]];
refused(fn () => $kla->call($float), InvalidArgumentException::class, 'permintaan.answers.blocks.klaster-1: float');
refused(fn () => $kla->score("a\nb\xff"), InvalidArgumentException::class, 'permintaan.answers, baris 2: bukan teks UTF-8');
refused(fn () => $kla->call(['verb' => 'version', 'format' => 2]), KlaException::class, 'request-format');
refused(fn () => $kla->call(['verb' => 'scor']), KlaException::class, 'mungkin maksudnya `score`');

// What is to be looked at is there, and gone with the next request.
$kla->call(['verb' => 'score', 'answers' => $head + ['evidence' => [['id' => 'E1', 'title' => 'SK']]]]);
if (array_column($kla->warnings, 'code') !== ['evidence-unlinked']) {
    exit("PHP: the warnings are missing\n");
}
$kla->call(['verb' => 'version']);
if ($kla->warnings !== []) {
    exit("PHP: old warnings stay\n");
}
echo 'PHP: ', $tries + 2, " panggilan benar\n";

<?php
/**
 * Nilai Kabupaten/Kota Layak Anak dari PHP, lewat FFI. Score KLA answers from PHP.
 *
 * Di baris perintah FFI langsung dapat dipakai. Di bawah FPM atau Apache `ffi.enable` bawaannya `preload`:
 * muat kelas ini lewat `opcache.preload`, atau setel `ffi.enable=true`.
 */
declare(strict_types=1);

/** Isian, aturan, atau permintaan tidak dapat dipakai: setiap temuan dengan letak, kode tetap, dan saran. */
final class KlaException extends RuntimeException
{
    /** @param list<array<string, mixed>> $diagnostics semua temuan, dalam dua bahasa, seperti ditulis pustaka */
    public function __construct(public readonly array $diagnostics)
    {
        $lines = array_map(self::line(...), $diagnostics);
        parent::__construct(implode("\n", $lines));
    }

    private static function line(array $found): string
    {
        $help = $found['help'] === null ? '' : " Saran: {$found['help']}";
        return "{$found['file']}:{$found['line']}:{$found['column']}: [{$found['code']}] {$found['message']}.{$help}";
    }
}

final class Kla
{
    private FFI $library;

    public function __construct(string $library)
    {
        $header = <<<'C'
            uint32_t kla_abi_version(void);
            char *kla_call(const char *request, size_t length, size_t *response_length);
            void kla_free(char *response);
            C;
        $this->library = FFI::cdef($header, $library);
        if ($this->library->kla_abi_version() !== 1) {
            throw new RuntimeException('versi pustaka kla tidak cocok dengan Kla.php');
        }
    }

    /** Jawaban atas permintaan berupa teks JSON, byte demi byte. */
    public function text(string $request): string
    {
        $length = $this->library->new('size_t');
        $response = $this->library->kla_call($request, strlen($request), FFI::addr($length));
        try {
            return FFI::string($response, $length->cdata);
        } finally {
            $this->library->kla_free($response);
        }
    }

    /**
     * Hasil sebuah permintaan. Nilai tetap teks desimal ("145.24"), jangan diubah menjadi float. Tabel kosong ditulis
     * `new stdClass`, karena larik kosong PHP menjadi daftar.
     *
     * @throws KlaException bila isian atau permintaan tidak dapat dipakai
     */
    public function call(array $request): mixed
    {
        $request = json_encode(['format' => 1] + $request, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE);
        $response = json_decode($this->text($request), true, 512, JSON_THROW_ON_ERROR);
        if ($response['ok'] !== true) {
            throw new KlaException($response['diagnostics']);
        }
        return $response['result'];
    }

    /** Hasil lengkap dari teks berkas isian (TOML atau JSON). */
    public function score(string $answers, string $name = 'isian.toml'): array
    {
        return $this->call(['verb' => 'score', 'answers' => $answers, 'name' => $name]);
    }

    /** Penjelasan satu angka, seperti `kla explain`. */
    public function explain(string $answers, string $node = 'total'): string
    {
        return $this->call(['verb' => 'explain', 'answers' => $answers, 'node' => $node]);
    }
}

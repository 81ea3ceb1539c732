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

    /** Satu temuan dalam satu baris. */
    public static function line(array $found): string
    {
        $help = $found['help'] === null ? '' : " Saran: {$found['help']}";
        return "{$found['file']}:{$found['line']}:{$found['column']}: [{$found['code']}] {$found['message']}.{$help}";
    }
}

final class Kla
{
    /** @var list<array<string, mixed>> yang perlu dilihat dari permintaan terakhir, tetapi tidak menghalangi hasilnya */
    public array $warnings = [];

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
     * Hasil sebuah permintaan; peringatannya di `$warnings`. Nilai tetap teks desimal ("145.24"), jangan diubah menjadi
     * float. Tabel kosong ditulis `new stdClass`, karena larik kosong PHP menjadi daftar.
     *
     * @throws KlaException bila isian atau permintaan tidak dapat dipakai
     * @throws InvalidArgumentException bila permintaan memuat float atau teks yang bukan UTF-8
     */
    public function call(array $request): mixed
    {
        $this->warnings = [];
        self::check($request, 'permintaan');
        $request = json_encode($request + ['format' => 1], JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE);
        $response = json_decode($this->text($request), true, 512, JSON_THROW_ON_ERROR);
        if ($response['ok'] !== true) {
            throw new KlaException($response['diagnostics']);
        }
        $this->warnings = $response['warnings'];
        return $response['result'];
    }

    /** `serialize_precision` dapat mengubah float tanpa tanda apa pun. */
    private static function check(mixed $value, string $at): void
    {
        if (is_float($value)) {
            throw new InvalidArgumentException("{$at}: float tidak persis; tulis nilainya sebagai teks, misalnya \"145,24\"");
        }
        foreach (is_string($value) && !preg_match('//u', $value) ? explode("\n", $value) : [] as $number => $line) {
            if (!preg_match('//u', $line)) {
                throw new InvalidArgumentException("{$at}, baris " . ($number + 1) . ': bukan teks UTF-8; simpan ulang sebagai UTF-8');
            }
        }
        if (is_array($value) || $value instanceof stdClass) {
            foreach ($value as $key => $one) {
                self::check($one, "{$at}.{$key}");
            }
        }
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

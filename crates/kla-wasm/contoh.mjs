// Menilai satu berkas isian: node contoh.mjs ISIAN.toml

import { readFileSync } from 'node:fs';

import { load } from './kla.mjs';

const kla = await load(readFileSync(new URL('../../target/wasm/kla.wasm', import.meta.url)));
const [, , file] = process.argv;
const { ok, result, diagnostics } = kla.call({ verb: 'score', answers: readFileSync(file, 'utf8'), name: file });
if (!ok) {
  diagnostics.forEach((found) => console.error(`${found.file}:${found.line}:${found.column}: [${found.code}] ${found.message}.${found.help ? ` Saran: ${found.help}` : ''}`));
  process.exit(3);
}
const named = result.category ? `kategori ${result.category.name}` : 'belum berkategori';
console.log(`${result.region.name}: ${result.total.points} dari ${result.total.maximum}, ${named}`);

// Style and script of the platform, made once at build time into platform/wwwroot/assets: content-hashed names that
// may be cached for ever, brotli and gzip beside each, and a manifest from plain to hashed names.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { coastlines } from './coastlines.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../../..');
const out = join(here, '../../wwwroot');
const manifestPath = join(out, 'manifest.json');

// A script that few pages need stands in its room's folder assets/ and becomes a file of its own; what these import stands in folders below.
const rooms = readdirSync(join(here, '../..'), { withFileTypes: true })
  .filter(entry => entry.name !== 'Shared').map(entry => join(here, '../..', entry.name, 'assets')).filter(existsSync).flatMap(files).filter(path => extname(path) === '.mjs');
const pages = rooms.filter(path => basename(dirname(path)) === 'assets');

// Rules of a page run in the engine's own interpreter.
const inputs = digest(files(here).concat(rooms, join(root, 'engines/Feel/Browser/feel.js'), join(root, 'package-lock.json'))
  .map(path => relative(root, path) + '\0' + readFileSync(path)).join('\0'));
if (!upToDate()) await build();

function upToDate() {
  if (!existsSync(manifestPath)) return false;
  const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
  return manifest.inputs === inputs && Object.values(manifest.assets).every(name => existsSync(join(out, 'assets', name)));
}

async function build() {
  const assets = { 'entente.css': await style() };
  // Choices are on few pages, and heavy.
  for (const name of ['entente', 'choice']) assets[name + '.js'] = await script(join(here, `modules/${name}.mjs`));
  for (const module of pages) assets[basename(module, '.mjs') + '.js'] = await script(module);
  assets['land.svg'] = coastlines();
  for (const image of files(join(here, 'images'))) assets[basename(image)] = readFileSync(image);
  const fresh = join(out, `assets.${process.pid}`);
  mkdirSync(fresh, { recursive: true });
  const names = Object.fromEntries(Object.entries(assets).map(([name, bytes]) => [name, write(fresh, name, Buffer.from(bytes))]));
  // The old files go only when the new ones are whole, so that a build cut short leaves the last good one.
  rmSync(join(out, 'assets'), { recursive: true, force: true });
  renameSync(fresh, join(out, 'assets'));
  writeFileSync(manifestPath + '.new', JSON.stringify({ inputs, assets: names }, null, 2) + '\n');
  renameSync(manifestPath + '.new', manifestPath);
}

async function style() {
  const { compile } = await import('sass');
  const { default: postcss } = await import('postcss');
  const { transform } = await import('esbuild');
  const { ownNames, logical, trim } = await import('./style/transforms.mjs');
  const { css } = compile(join(here, 'style/entente.scss'), { loadPaths: [join(root, 'node_modules')], quietDeps: true });
  const ours = await postcss([trim(), logical(), ownNames()]).process(css, { from: undefined });
  const { code } = await transform(ours.css, { loader: 'css', minify: true, legalComments: 'none', target: ['chrome87', 'safari14.1', 'firefox78'] });
  return '/*! Partly from GOV.UK Frontend, (c) Crown Copyright, MIT: see docs/notices.md */' + code;
}

async function script(module) {
  const { build } = await import('esbuild');
  const result = await build({
    entryPoints: [module], bundle: true, minify: true, format: 'esm', write: false,
    target: ['chrome87', 'safari14.1', 'firefox78'],
  });
  return result.outputFiles[0].text;
}

function write(folder, name, bytes) {
  const hashed = `${basename(name, extname(name))}-${digest(bytes).slice(0, 12)}${extname(name)}`;
  writeFileSync(join(folder, hashed), bytes);
  writeFileSync(join(folder, hashed + '.br'), brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
  writeFileSync(join(folder, hashed + '.gz'), gzipSync(bytes, { level: 9 }));
  return hashed;
}

function digest(text) {
  return createHash('sha256').update(text).digest('hex');
}

function files(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap(entry => entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)]).sort();
}

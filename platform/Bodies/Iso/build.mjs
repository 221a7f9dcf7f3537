// Writes iso.json from the Unicode Common Locale Data Repository: the countries of ISO 3166-1, the currencies of
// ISO 4217 and the languages of ISO 639-1, with their names in the languages of the application.
//   node platform/Bodies/Iso/build.mjs          writes the file
//   node platform/Bodies/Iso/build.mjs --check  says whether the file is what the source gives
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const target = fileURLToPath(new URL("iso.json", import.meta.url));
const spoken = ["en", "fr", "es", "pt", "ar"];
// The Portuguese of Portugal is also that of the Portuguese-speaking States of Africa and Asia.
const locale = { pt: "pt-PT" };

const supplemental = name => require(`cldr-core/supplemental/${name}.json`).supplemental;
const { codeMappings } = supplemental("codeMappings");
const { territoryAlias } = supplemental("aliases").metadata.alias;
const { region: moneyOf, fractions } = supplemental("currencyData").currencyData;
const names = (part, of) => code => spoken.map(language => of(language)[code] ?? fail(`${part} ${code} has no name in ${language}`));
const display = file => language => require(`cldr-localenames-full/main/${locale[language] ?? language}/${file}.json`).main[locale[language] ?? language].localeDisplayNames[file];
const money = language => require(`cldr-numbers-full/main/${locale[language] ?? language}/currencies.json`).main[locale[language] ?? language].numbers.currencies;

function fail(message) { throw new Error(message); }

// Numbers from 900 are user-assigned; an aliased code (AN, SU, YU …) was withdrawn.
function countries() {
  const named = names("country", display("territories"));
  return Object.entries(codeMappings)
    .filter(([code, { _alpha3, _numeric }]) => code.length === 2 && _alpha3 && Number(_numeric) < 900 && !territoryAlias[code])
    .map(([code, { _alpha3, _numeric }]) => [code, _alpha3, _numeric, ...named(code)])
    .sort((a, b) => a[1] < b[1] ? -1 : 1);
}

// What is legal tender somewhere, or ceased to be so since 2000: amounts declared then are still read.
function currencies() {
  const named = names("currency", language => Object.fromEntries(Object.entries(money(language)).map(([code, { displayName }]) => [code, displayName])));
  const lastDay = {};
  for (const [code, spell] of Object.values(moneyOf).flat().flatMap(Object.entries)) {
    if (spell._tender === "false") continue;
    lastDay[code] = lastDay[code] === "" || !spell._to ? "" : [lastDay[code] ?? "", spell._to].sort().at(-1);
  }
  lastDay.XDR = "";
  return Object.entries(lastDay)
    .filter(([code, day]) => (day === "" || day >= "2000") && codeMappings[code]?._numeric)
    .map(([code, day]) => [code, codeMappings[code]._numeric.padStart(3, "0"), Number((fractions[code] ?? fractions.DEFAULT)._digits), day, ...named(code)])
    .sort((a, b) => a[0] < b[0] ? -1 : 1);
}

// The repository also names a few two-letter codes that ISO 639-1 has withdrawn.
function languages() {
  const named = names("language", display("languages"));
  return Object.keys(display("languages")("en")).filter(code => code.length === 2 && code !== "sh").sort().map(code => [code, ...named(code)]);
}

function table(columns, rows) {
  return `{"columns":${JSON.stringify(columns)},"rows":[\n${rows.map(row => JSON.stringify(row)).join(",\n")}]}`;
}

const version = require("cldr-core/package.json").version;
const text = `{"source":"Unicode CLDR ${version}, licence Unicode-3.0","languages":${table(["code", ...spoken], languages())},
"countries":${table(["alpha2", "alpha3", "numeric", ...spoken], countries())},
"currencies":${table(["code", "numeric", "decimals", "lastDay", ...spoken], currencies())}}
`;

if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== text) fail(`iso.json is not what CLDR ${version} gives: run node platform/Bodies/Iso/build.mjs and commit the result.`);
} else {
  writeFileSync(target, text);
}

// Writes zones.tsv: every time zone of the tz database with its country and the name of its city in the
// five languages. Run in an empty folder after: npm i cldr-dates-full cldr-bcp47
import { readFileSync, writeFileSync } from 'node:fs';

const languages = ['en', 'fr', 'es', 'pt', 'ar'];
const read = path => JSON.parse(readFileSync(`node_modules/${path}`, 'utf8'));

// CLDR keeps names under the first id a zone ever had (Asia/Calcutta); all ids of a zone are one group here.
const group = {};
for (const { _alias } of Object.values(read('cldr-bcp47/bcp47/timezone.json').keyword.u.tz))
  for (const id of _alias?.split(' ') ?? []) group[id] = _alias.split(' ');

const cities = language => {
  const found = {};
  const walk = (node, path) => {
    if (node.exemplarCity) found[path.join('/')] = node.exemplarCity;
    else for (const [name, child] of Object.entries(node)) if (typeof child === 'object') walk(child, [...path, name]);
  };
  walk(read(`cldr-dates-full/main/${language}/timeZoneNames.json`).main[language].dates.timeZoneNames.zone, []);
  return found;
};

const names = languages.map(cities);
const lastPart = id => id.split('/').pop().replaceAll('_', ' ');
const rows = readFileSync('/usr/share/zoneinfo/zone.tab', 'utf8').split('\n')
  .filter(line => line && !line.startsWith('#'))
  .map(line => line.split('\t'))
  .map(([country, , id]) => {
    const ids = [id, ...(group[id] ?? [])];
    return [id, country, ...names.map(known => known[ids.find(each => known[each])] ?? lastPart(id))].join('\t');
  })
  .sort();
writeFileSync('zones.tsv', ['zone\tcountry\t' + languages.join('\t'), ...rows].join('\n') + '\n');

// Runs rules on a page, as written by Entente.Feel.Browser.PageRule. It gives the answer the server would give,
// or says that it does not know; see ../docs/browser.md. No dependency, no eval, no float ever holds a decimal.

// A number is v / 10^s, v a whole number or BigInt; a date (d) days since 1970; a duration seconds (s) or months (m).
class Val {
  constructor(k, v, s) {
    this.k = k;
    this.v = v;
    this.s = s;
  }
}

const digits = 34;
const secondsOfDay = 86400;
const add = (a, b) => a + b;
const times = (a, b) => a * b;
const isList = Array.isArray;

// Of one evaluation: why there is no answer, how much was done, the values of the page, and what loops have in hand.
let why, steps, page, hand;

const fail = reason => (why ??= reason, null);
const kind = a => a instanceof Val ? a.k : isList(a) ? 'l' : typeof a;
const is = (k, ...all) => all.every(a => kind(a) == k);

// Whole numbers: exact, and BigInt only where they are too large otherwise.
const calc = (f, a, b) => {
  if (typeof a == 'number' && typeof b == 'number') {
    const small = f(a, b);
    if (Number.isSafeInteger(small)) return small;
  }
  return f(BigInt(a), BigInt(b));
};
const power = n => 10n ** BigInt(n);
const scaled = (v, by) => by > 0 ? calc(times, v, power(by)) : v;
const level = (a, b) => [scaled(a.v, b.s - a.s), scaled(b.v, a.s - b.s)];

// Without its last digits. A way of rounding says whether to go away from zero: by how the rest compares with a half,
// whether the digit before is odd, and whether the number is negative.
const ways = {
  even: (half, odd) => half > 0 || !half && odd,
  up: () => true,
  down: () => false,
  halfup: half => half >= 0,
  halfdown: half => half > 0,
  floor: (half, odd, negative) => negative,
  ceiling: (half, odd, negative) => !negative,
};
const length = v => `${v < 0 ? -v : v}`.length;
const cut = (v, drop, way) => {
  const by = power(drop), whole = BigInt(v) / by, rest = BigInt(v) % by, twice = rest < 0 ? -2n * rest : 2n * rest;
  return rest && ways[way](twice < by ? -1 : +(twice > by), whole % 2n, v < 0) ? whole + (v < 0 ? -1n : 1n) : whole;
};

// Rounded as the server rounds: to 34 digits, half to even. Very large and very small ones are left to it.
const number = (v, s = 0) => {
  const more = length(v) - digits;
  if (more > 0) {
    v = scaled(cut(v, more, 'even'), more - s);
    s = Math.max(s - more, 0);
  }
  const ten = typeof v == 'number' ? 10 : 10n;
  for (; s > 0 && !(v % ten); s--) v /= ten;
  if (length(v) > digits || s > 999) return fail('digits');
  return new Val('n', v >= -Number.MAX_SAFE_INTEGER && v <= Number.MAX_SAFE_INTEGER ? Number(v) : v, s);
};

const decimal = text => {
  const [, sign, whole, part = ''] = /^(-?)(\d*)(?:\.(\d+))?$/.exec(text) ?? [];
  return (whole + part).length > 99 || !whole && !part ? fail('unreadable')
    : number(sign ? -BigInt(whole + part) : BigInt(whole + part), part.length);
};

const iso = d => new Date(d * 1000 * secondsOfDay).toISOString().slice(0, 10);
const day = d => d >= -719528 && d < 2932897 ? new Val('d', d) : fail('date');
const date = text => {
  const d = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) / 1000 / secondsOfDay : NaN;
  return d >= -719528 && iso(d) == text ? new Val('d', d) : fail('unreadable');
};
const partOf = (d, from, to) => +iso(d.v).slice(from, to);
const monthsOf = d => partOf(d, 0, 4) * 12 + partOf(d, 5, 7) - 1;
const later = (d, months) => {
  months += monthsOf(d);
  const year = Math.floor(months / 12), month = months % 12 + 1;
  if (year < 0 || year > 9999) return fail('date');
  const last = month == 2 ? year % 4 || !(year % 100) && year % 400 ? 28 : 29 : 30 + (month + (month > 7)) % 2;
  return date([`${year}`.padStart(4, 0), `${month}`.padStart(2, 0), `${Math.min(last, partOf(d, 8))}`.padStart(2, 0)].join('-'));
};

// By characters, as the server does it: halves of pairs come last.
const unit = (text, at) => {
  const code = text.charCodeAt(at);
  return code >> 11 == 27 ? code + 65536 : code;
};
const order = (a, b) => {
  const k = kind(a);
  if (k != kind(b) || k == 'boolean' || k == 'l' || k == 'object') return fail('kinds');
  let [x, y] = k == 'n' ? level(a, b) : [a.v, b.v];
  if (k == 'string') {
    let at = 0;
    while (at < a.length && a[at] == b[at]) at++;
    [x, y] = at == a.length || at == b.length ? [a.length, b.length] : [unit(a, at), unit(b, at)];
  }
  return x < y ? -1 : +(x > y);
};
const same = (a, b) => a === null || b === null || is('boolean', a, b) ? a === b : !order(a, b);
const holds = (list, a) => list.some(b => kind(a) == kind(b) && same(a, b));

const truth = a => a === null || typeof a == 'boolean' ? a : fail('kinds');
const junction = (all, deciding, of) => {
  let result = !deciding;
  for (const one of all) {
    const answer = truth(of(one));
    if (answer === deciding) return deciding;
    if (answer === null) result = null;
  }
  return result;
};

const read = {
  n: raw => decimal(raw),
  d: raw => date(raw),
  b: raw => `${raw}` == 'true' || (`${raw}` == 'false' ? false : fail('unreadable')),
  t: raw => raw,
};
const typed = (type, raw) => raw == null || raw === '' ? null
  : type == 'c' ? raw
  : isList(raw) ? raw.map(one => typed(type, one))
  : typeof raw == 'string' || type == 'b' ? read[type](raw) : fail('unreadable');
const member = (of, name) => of == null || of === '' ? null
  : isList(of) ? of.map(one => member(one, name))
  : typeof of == 'object' ? Object.hasOwn(of, name) ? of[name] : null : fail('unreadable');

// The first segment of a path is a name of the page, or the place in hand of what a loop goes through.
const path = type => (first, ...names) => typed(type, names.reduce(member, typeof first == 'number' ? hand[first] : member(page, first)));

const having = (value, node) => {
  hand.push(value);
  value = solve(node);
  hand.pop();
  return value;
};
const listed = node => {
  const list = solve(node);
  return list === null || isList(list) ? list : fail('kinds');
};
const over = f => (node, ...rest) => {
  const list = listed(node);
  return list && f(list, ...rest);
};
const each = f => over((list, node) => f(list, one => having(one, node)));

const fold = f => list => {
  let result = null;
  for (const one of list) {
    if (one === null) return null;
    result = f(result, one);
  }
  return result;
};
const extreme = sign => over(fold((best, one) => order(one, best ?? one) * sign > 0 || best === null ? one : best));

// What has no value when one of its arguments has none.
const strict = f => (...nodes) => {
  const all = nodes.map(solve);
  return all.includes(null) ? null : f(...all);
};
const texts = f => strict((...all) => is('string', ...all) ? f(...all) : fail('kinds'));
const compare = f => strict((a, b) => {
  const result = order(a, b);
  return result === null ? null : f(result);
});
const mapped = (k, f) => strict(function each(a) {
  return a === null ? null : isList(a) ? a.map(each) : is(k, a) ? number(f(a)) : fail('kinds');
});

// Letter by letter where one letter becomes one letter; of other alphabets the server knows more.
const cased = f => texts(text => /[^\0-\u0130\u0132-\u017e\u0386-\u03ce\u0400-\u052f\u0600-\u06ff\u2010-\u2027\u3000-\u9fff]/.test(text) ? fail('letters')
  : text.replace(/[^]/g, letter => f(letter).length > 1 ? letter : f(letter)));

const plus = (a, b) => is('n', a, b) ? number(calc(add, ...level(a, b)), Math.max(a.s, b.s))
  : is('string', a, b) ? a + b
  : is('s', a, b) || is('m', a, b) ? new Val(a.k, a.v + b.v)
  : is('d', b) ? is('d', a) ? fail('kinds') : plus(b, a)
  : is('d', a) && is('s', b) ? day(a.v + Math.floor(b.v / secondsOfDay))
  : is('d', a) && is('m', b) ? later(a, b.v) : fail('kinds');
const minus = a => a.k == 'n' || a.k == 's' || a.k == 'm' ? new Val(a.k, -a.v, a.s) : fail('kinds');

// Two digits more than are kept, and a last one that says whether anything is left.
const ratio = (a, b) => {
  if (!b.v) return fail('divided');
  const more = digits + 2 + length(b.v), from = BigInt(a.v) * power(more + b.s), by = BigInt(b.v), rest = from % by;
  return number(from / by * 10n + (rest ? (rest < 0) == (by < 0) ? 1n : -1n : 0n), a.s + more + 1);
};
const total = fold((so, one) => is('n', one) ? plus(so ?? number(0), one) : fail('kinds'));

const ops = {
  n: path('n'),
  t: path('t'),
  b: path('b'),
  d: path('d'),
  c: path('c'),
  x: place => hand[place],
  '.': (of, type, name) => typed(type, member(solve(of), name)),
  '#': decimal,
  '@': date,
  s: seconds => new Val('s', seconds),
  m: months => new Val('m', months),
  list: (...nodes) => nodes.map(solve),

  and: (...nodes) => junction(nodes, false, solve),
  or: (...nodes) => junction(nodes, true, solve),
  not: strict(a => typeof a == 'boolean' ? !a : fail('kinds')),
  if: (condition, then, otherwise) => solve(truth(solve(condition)) ? then : otherwise),
  eq: (a, b) => same(solve(a), solve(b)),
  ne: (a, b) => !same(solve(a), solve(b)),
  lt: compare(a => a < 0),
  le: compare(a => a <= 0),
  gt: compare(a => a > 0),
  ge: compare(a => a >= 0),
  let: (of, node) => having(solve(of), node),
  between: (...nodes) => {
    const [a, low, high] = nodes.map(solve);
    return junction([[low, a], [a, high]], false, ([from, to]) => from === null || to === null ? null : order(from, to) <= 0);
  },
  within: (of, closed, from, to) => {
    const [a, low, high] = [of, from, to].map(solve);
    if (low === null || high === null) return null;
    if (order(low, high) > 0) return fail('range');
    if (a === null) return null;
    const [above, below] = [order(a, low), order(a, high)];
    return (above > 0 || !above && closed > 1) && (below < 0 || !below && closed % 2 > 0);
  },
  in: (of, node) => {
    const [a, list] = [solve(of), solve(node)];
    return list === null ? a === null : holds(list, a);
  },

  add: strict(plus),
  sub: strict((a, b) => is('d', a, b) ? new Val('s', (a.v - b.v) * secondsOfDay) : plus(a, minus(b))),
  mul: strict((a, b) => is('n', a, b) ? number(calc(times, a.v, b.v), a.s + b.s) : fail('kinds')),
  div: strict((a, b) => is('n', a, b) ? ratio(a, b) : fail('kinds')),
  neg: strict(minus),
  abs: strict(a => is('n', a) ? a.v < 0 ? minus(a) : a : fail('kinds')),
  round: (way, ...nodes) => strict((a, scale) => is('n', a, scale) && !scale.s && length(scale.v) < 4
    ? a.s > scale.v ? number(scaled(cut(a.v, a.s - scale.v, way), -scale.v), Math.max(scale.v, 0)) : a : fail('kinds'))(...nodes),

  '[]': each((list, of) => list.filter(one => truth(of(one)))),
  at: over((list, place) => list.at(place > 0 ? place - 1 : place) ?? null),
  for: each((list, of) => list.map(of)),
  some: each((list, of) => junction(list, true, of)),
  every: each((list, of) => junction(list, false, of)),
  count: over(list => number(list.length)),
  sum: over(total),
  mean: over(list => {
    const all = total(list);
    return all && ratio(all, number(list.length));
  }),
  min: extreme(-1),
  max: extreme(1),
  has: (list, node) => {
    const [all, a] = [listed(list), solve(node)];
    return all && holds(all, a);
  },

  length: texts(text => number([...text].length)),
  upper: cased(text => text.toUpperCase()),
  lower: cased(text => text.toLowerCase()),
  part: strict((text, from, count = from) => {
    if (!is('string', text) || !is('n', from, count) || from.s || count.s || !from.v || typeof from.v != 'number' || typeof count.v != 'number' || count != from && count.v < 1) return fail('place');
    const all = [...text], first = from.v > 0 ? from.v - 1 : all.length + from.v;
    return first < 0 ? fail('place') : all.slice(first, count == from ? undefined : first + count.v).join('');
  }),
  contains: texts((text, part) => text.includes(part)),
  starts: texts((text, part) => text.startsWith(part)),
  ends: texts((text, part) => text.endsWith(part)),
  matches: texts((text, pattern, known) => text.length > 256 || known && /[^\0-\x7f]/.test(text) ? fail('text') : new RegExp(pattern).test(text)),

  date: strict((...all) => all.some(a => !is('n', a) || a.s) || all[0].v < 0 ? fail('date')
    : date(all.map((a, at) => `${a.v}`.padStart(at ? 2 : 4, 0)).join('-'))),
  apart: strict((a, b) => {
    const months = monthsOf(b) - monthsOf(a), days = partOf(b, 8) - partOf(a, 8);
    return new Val('m', months - (months > 0 && days < 0) + (months < 0 && days > 0));
  }),
  year: mapped('d', d => partOf(d, 0, 4)),
  month: mapped('d', d => partOf(d, 5, 7)),
  day: mapped('d', d => partOf(d, 8)),
  weekday: mapped('d', d => ((d.v + 3) % 7 + 7) % 7 + 1),
  days: mapped('s', a => Math.trunc(a.v / secondsOfDay)),
  years: mapped('m', a => Math.trunc(a.v / 12)),
  months: mapped('m', a => a.v % 12),
};

const solve = node => why || ++steps > 1e6 ? fail('steps')
  : typeof node == 'number' ? new Val('n', node, 0)
  : isList(node) ? Object.hasOwn(ops, node[0]) ? ops[node[0]](...node.slice(1)) : fail('version')
  : node;

const shown = a => {
  if (!(a instanceof Val)) return a;
  if (a.k == 'd') return iso(a.v);
  const plain = `${a.v < 0 ? -a.v : a.v}`.padStart(a.s + 1, 0), point = plain.length - a.s;
  return plain.length > digits + 1 ? fail('digits') : (a.v < 0 ? '-' : '') + plain.slice(0, point) + (a.s ? '.' : '') + plain.slice(point);
};

/**
 * The answer of a rule for the values of a page, or {unknown: reason} where the server has to be asked.
 * Numbers and dates are given and answered as text: "12400.5", "2026-01-31". What is blank is '', null or not there.
 */
export function run(rule, values) {
  [why, steps, page, hand] = [undefined, 0, values ?? {}, []];
  let value;
  try {
    value = shown(rule?.[0] === 1 ? solve(rule[1]) : fail('version'));
  } catch {
    fail('broken');
  }
  return why ? { unknown: why } : { value };
}

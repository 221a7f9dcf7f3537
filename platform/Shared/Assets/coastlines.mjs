// The land of the earth as one small picture, from pole to pole and from -180° to 180°, which the server lays under its maps. Another
// package of coastlines takes this one's place by giving the same: rings of [longitude, latitude].
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// Natural Earth, in the public domain, as world-atlas packs it (ISC).
const source = 'world-atlas/land-50m.json';
// In degrees: how far a simplified coast may be from the real one, and how long an island is at least.
const tolerance = 0.12;
const smallest = 0.15;
// Units of the picture to a degree.
const fine = 10;

export function coastlines() {
  const topology = JSON.parse(readFileSync(createRequire(import.meta.url).resolve(source), 'utf8'));
  const path = rings(topology).filter(ring => reach(ring) >= smallest).map(ring => written(simplified(ring))).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-180 * fine} ${-90 * fine} ${360 * fine} ${180 * fine}" preserveAspectRatio="none"><!-- Natural Earth --><path fill="#c9cfbd" d="${path}"/></svg>`;
}

// https://github.com/topojson/topojson-specification: arcs are differences on a grid; a negative number is an arc backwards.
function rings({ objects: { land }, arcs, transform: { scale, translate } }) {
  const lines = arcs.map(arc => {
    let x = 0, y = 0;
    return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
  });
  const line = index => index < 0 ? lines[~index].toReversed() : lines[index];
  const polygons = land.geometries.flatMap(shape => shape.type === 'Polygon' ? [shape.arcs] : shape.arcs);
  return polygons.flat().map(ring => ring.flatMap((arc, at) => at === 0 ? line(arc) : line(arc).slice(1)));
}

function reach(ring) {
  const [xs, ys] = [ring.map(point => point[0]), ring.map(point => point[1])];
  return Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys));
}

// Douglas and Peucker, from the two ends of the ring and the point farthest from them.
function simplified(ring) {
  const far = ring.reduce((best, point, at) => distance(point, ring[0], ring[0]) > distance(ring[best], ring[0], ring[0]) ? at : best, 0);
  return [...reduced(ring.slice(0, far + 1)), ...reduced(ring.slice(far)).slice(1)];
}

function reduced(points) {
  if (points.length < 3) return points;
  let [worst, most] = [0, 0];
  for (let at = 1; at < points.length - 1; at++) {
    const apart = distance(points[at], points[0], points.at(-1));
    if (apart > most) [worst, most] = [at, apart];
  }
  return most <= tolerance ? [points[0], points.at(-1)] : [...reduced(points.slice(0, worst + 1)), ...reduced(points.slice(worst)).slice(1)];
}

function distance([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

// The first point as it is, the others as what they are away from the one before.
function written(ring) {
  let [x, y] = [Math.round(ring[0][0] * fine), Math.round(-ring[0][1] * fine)];
  let path = `M${x} ${y}l`;
  for (const [longitude, latitude] of ring.slice(1, -1)) {
    const [nx, ny] = [Math.round(longitude * fine), Math.round(-latitude * fine)];
    if (nx === x && ny === y) continue;
    const [dx, dy] = [nx - x, ny - y];
    path += `${dx < 0 || path.endsWith('l') ? '' : ' '}${dx}${dy < 0 ? '' : ' '}${dy}`;
    [x, y] = [nx, ny];
  }
  return path.endsWith('l') ? '' : path + 'z';
}

// Stores: search, filters, clusters, and the cells that Redis scans.

import { api, el, number, toast } from './kit/kit.js';
import { distance, ring, svg } from './map.js';

const $ = (id) => document.getElementById(id);
const KINDS = { CAFE: 'café', PHARMACY: 'pharmacy', BOOKS: 'books', BIKES: 'bicycles' };
const countries = new Intl.DisplayNames(['en'], { type: 'region' });

let found = null;
let scan = null;
let clusters = { clusters: [], places: [] };
let chosen = null;
let latest = 0;
let latestClusters = 0;
let map = null;
let me = null;

function shape() {
  return document.querySelector('input[name=shape]:checked').value;
}

function parameters() {
  const query = new URLSearchParams({ lon: me.lon, lat: me.lat });
  const way = document.querySelector('input[name=way]:checked').value;
  if (shape() === 'radius') {
    query.set('radius', $('radius').value * 1000);
  } else if (shape() === 'box') {
    query.set('width', $('width').value * 1000);
    query.set('height', $('height').value * 1000);
  }
  query.set('limit', shape() === 'nearest' ? $('limit').value : 100);
  for (const [name, value] of [['kind', $('kind').value], ['open', $('open').checked || ''], ['way', way]]) {
    if (value) {
      query.set(name, value);
    }
  }
  return query;
}

/** Searches, and moves the map there unless it shows it already. */
export async function search({ fit = true, lens = true } = {}) {
  const mine = ++latest;
  $('lon').value = Number(me.lon.toFixed(4));
  $('lat').value = Number(me.lat.toFixed(4));
  try {
    const query = parameters();
    const answer = await api('GET', `api/search?${query}`, undefined, { lens });
    let cells = null;
    if (shape() !== 'box') {
      query.delete('limit');
      query.set('radius', answer.radius);
      cells = await api('GET', `api/cells?${query}`, undefined, { lens: false });
    }
    if (mine !== latest) {
      return; // a later search was faster
    }
    [found, scan, chosen] = [answer, cells, null];
    $('search-problem').hidden = true;
    show();
    if (fit) {
      const last = found.hits[found.hits.length - 1];
      map.fit(me.lon, me.lat, shape() === 'nearest' && last ? Math.max(last.meters * 1.15, 2000) : found.radius);
    }
    map.draw();
  } catch (problem) {
    $('search-problem').textContent = problem.message;
    $('search-problem').hidden = false;
  }
}

function show() {
  const { hits, more, rounds, radius, way } = found;
  const read = scan ? ` · ${way === 'ranges' ? 'ranges of scores' : 'GEOSEARCH'} scanned ${number(scan.scanned)} stores in ${scan.cells.length} cells` : '';
  const widened = rounds > 1 ? ` · widened ${rounds - 1}× to ${distance(radius)}` : '';
  $('summary').textContent = `${hits.length}${more && shape() !== 'nearest' ? ' of more' : ''} stores${widened}${read}`;
  $('hits').replaceChildren(...hits.map(hit));
  $('hits-empty').hidden = hits.length > 0;
}

function hit({ place, meters, open, clock }, index) {
  const where = [place.town, countries.of(place.country)].filter(Boolean).join(', ');
  return el(
    'li',
    {},
    el('span', { class: 'index' }, String(index + 1)),
    el(
      'div',
      { class: 'grow' },
      el('button', { class: 'link', type: 'button', onclick: () => choose(place) }, place.name),
      el('div', { class: 'muted small' }, `${where} · ${KINDS[place.kind]}`),
      el('span', { class: `badge ${open ? 'good' : ''}` }, `${open ? 'open' : 'closed'}, ${clock} there`),
    ),
    el('span', { class: 'far' }, distance(meters)),
  );
}

function choose(place) {
  chosen = place.id;
  map.lon = place.point.lon;
  map.lat = place.point.lat;
  map.moved();
}

/** Asks for what the map shows now. */
export async function loadClusters() {
  const query = new URLSearchParams({ ...map.bounds(), columns: Math.max(4, Math.min(20, Math.round(map.width / 65))) });
  if ($('kind').value) {
    query.set('kind', $('kind').value);
  }
  const mine = ++latestClusters;
  try {
    const answer = await api('GET', `api/clusters?${query}`, undefined, { lens: false });
    if (mine === latestClusters) {
      clusters = answer;
      map.draw();
    }
  } catch (problem) {
    toast(problem);
  }
}

/** What the map shows of stores; the pin stands below them, for it may stand where one is. */
export function layers(pin) {
  const named = new Set((found?.hits || []).map((each) => each.place.id));
  return [
    $('cells').checked && scan ? scan.cells.map(cell) : [],
    reach(),
    clusters.clusters.map(cluster),
    clusters.places.filter((each) => !named.has(each.id)).map((each) => svg('circle', { class: 'place', cx: map.nearX(each.point.lon), cy: map.y(each.point.lat), r: 4 }, svg('title', {}, each.name))),
    pin,
    (found?.hits || []).map(marker).reverse(),
  ];
}

function cell(each) {
  return map.rectangles(each, (box) =>
    svg(
      'g',
      { class: 'cell' },
      svg('rect', box),
      box.width > 60 && box.height > 24 ? svg('text', { class: 'halo', x: box.x + box.width / 2, y: box.y + 12 }, `${number(each.count)} in cell`) : null,
      svg('title', {}, `Scores ${each.firstScore} to ${each.endScore}: ${each.count} stores`),
    ),
  );
}

function reach() {
  if (!found) {
    return [];
  }
  if (shape() === 'box') {
    const [width, height] = [$('width').value * 500, $('height').value * 500].map((meters) => (meters / 6372797.56) * (180 / Math.PI));
    const sides = (lat) => Math.min(180, width / Math.max(0.001, Math.cos((lat * Math.PI) / 180)));
    const points = [];
    for (let i = 0; i <= 20; i++) {
      const lat = Math.max(-90, Math.min(90, me.lat - height + (i / 10) * height));
      points.push([me.lon + sides(lat), lat]);
      points.unshift([me.lon - sides(lat), lat]);
    }
    return [map.shape(points, { class: 'reach' })];
  }
  const last = found.hits[found.hits.length - 1];
  const meters = shape() === 'nearest' && last ? Math.max(last.meters, 1) : found.radius;
  return [map.shape(ring(me.lon, me.lat, meters), { class: 'reach' })];
}

function cluster({ point, count, west, south, east, north }) {
  const size = 9 + 4 * Math.log10(count);
  const open = () => {
    map.lon = point.lon;
    map.lat = point.lat;
    map.scale = Math.min(map.width / (east - west), map.height / (north - south)) * 0.8;
    map.moved();
  };
  return svg(
    'g',
    { class: 'cluster', 'data-own': true, onclick: open, transform: `translate(${map.nearX(point.lon)},${map.y(point.lat)})` },
    svg('circle', { r: size }),
    svg('text', {}, String(count)),
    svg('title', {}, `${count} stores: zoom in`),
  );
}

function marker({ place, open }, index) {
  return svg(
    'g',
    { class: 'hit', 'data-open': String(open), 'data-chosen': place.id === chosen, transform: `translate(${map.nearX(place.point.lon)},${map.y(place.point.lat)})` },
    svg('circle', { r: 10 }),
    svg('text', {}, String(index + 1)),
    svg('title', {}, place.name),
  );
}

/** Connects the form; point is where people stand, moved by the map. */
export function start(theMap, point) {
  map = theMap;
  me = point;
  $('search').addEventListener('submit', (event) => {
    event.preventDefault();
    const [lon, lat] = [Number($('lon').value), Number($('lat').value)];
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
      $('search-problem').textContent = 'A longitude is between -180 and 180, a latitude between -90 and 90 degrees.';
      $('search-problem').hidden = false;
      return;
    }
    Object.assign(me, { lon, lat });
    search();
  });
  $('preset').addEventListener('change', () => {
    if ($('preset').value) {
      [me.lon, me.lat] = $('preset').value.split(',').map(Number);
      search();
    }
  });
  $('shape').addEventListener('change', () => {
    for (const field of document.querySelectorAll('[data-shape]')) {
      field.hidden = field.dataset.shape !== shape();
    }
    search();
  });
  $('kind').addEventListener('change', () => {
    search({ fit: shape() === 'nearest' });
    loadClusters();
  });
  $('open').addEventListener('change', () => search({ fit: shape() === 'nearest' }));
  $('way').addEventListener('change', () => search({ fit: false }));
  $('cells').addEventListener('change', () => map.draw());
  $('new-store').addEventListener('submit', open);
}

async function open(event) {
  event.preventDefault();
  const name = $('store-name').value.trim();
  const id = `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 30)}-${Math.floor(Math.random() * 1e6)}`;
  const country = found?.hits[0]?.place.country || 'AQ';
  try {
    await api('POST', 'api/places', { id, name, town: '', country, kind: ($('kind').value || 'cafe').toUpperCase(), point: { lon: me.lon, lat: me.lat } });
    $('store-problem').hidden = true;
    $('store-name').value = '';
    toast('It is open.');
    await search({ fit: false, lens: false });
  } catch (problem) {
    $('store-problem').textContent = problem.message;
    $('store-problem').hidden = false;
  }
}

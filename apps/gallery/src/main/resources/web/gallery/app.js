import { api, el, toast } from './kit/kit.js';

const list = document.querySelector('#apps');
const filters = document.querySelector('#filters');
const levels = { beginner: 'good', intermediate: 'info', advanced: 'accent' };

/** Features are compared without case, and shown with a capital letter. */
const label = (feature) => feature.charAt(0).toUpperCase() + feature.slice(1);
const same = (one, other) => one.toLowerCase() === other.toLowerCase();

function picture(app) {
  const image = el('img', { src: `${app.name}/picture.svg`, alt: '', width: 320, height: 180 });
  image.addEventListener('error', () => image.replaceWith(el('span', { class: 'seal large' }, app.title[0])));
  return el('div', { class: 'picture' }, image);
}

function card(app) {
  return el(
    'a',
    { class: 'card app', href: `${app.name}/`, 'data-name': app.name },
    picture(app),
    el(
      'div',
      { class: 'stack tight' },
      el('div', { class: 'row between' }, el('h2', {}, app.title), el('span', { class: `badge ${levels[app.level] || ''}` }, app.level)),
      el('p', {}, app.summary),
      el('div', { class: 'row features' }, app.features.map((feature) => el('span', { class: 'badge' }, label(feature)))),
    ),
  );
}

function show(apps, feature) {
  const matching = apps.filter((app) => !feature || app.features.some((each) => same(each, feature)));
  list.replaceChildren(...matching.map(card));
  for (const chip of filters.children) {
    chip.setAttribute('aria-pressed', String(chip.dataset.feature === feature));
  }
}

function chip(text, feature, apps) {
  return el('button', { class: 'chip', type: 'button', 'data-feature': feature, onclick: () => show(apps, feature) }, text);
}

async function start() {
  list.append(...[1, 2].map(() => el('div', { class: 'card app skeleton' })));
  const apps = await api('GET', 'kit/apps', undefined, { lens: false });
  const features = [...new Map(apps.flatMap((app) => app.features).map((each) => [each.toLowerCase(), label(each)])).values()];
  filters.append(chip('All', '', apps), ...features.sort().map((feature) => chip(feature, feature, apps)));
  show(apps, '');
  const health = await api('GET', 'health', undefined, { lens: false });
  document.querySelector('#redis').textContent = `Connected to Redis ${health.redis.version}, which answered in ${health.redis.latencyMicros} µs.`;
}

start().catch(toast);

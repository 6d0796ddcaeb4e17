// A map without a tile server: land on a canvas, everything else as SVG above it. Degrees are drawn as a rectangle, as the
// grid of Redis's geo sets is one, and the world goes on beyond the antimeridian.

import { el } from './kit/kit.js';

const SVG = 'http://www.w3.org/2000/svg';
const EARTH = 6372797.560856;
const MOST = 60000; // pixels a degree
const CITY = { west: 9.5, south: 54.2, east: 16, north: 57.4 }; // what there is of land in the finest detail
const rad = (degrees) => (degrees * Math.PI) / 180;
const deg = (radians) => (radians * 180) / Math.PI;

/** Makes an SVG element. */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A longitude between -180 and 180. */
export function wrapped(lon) {
  return ((((lon + 180) % 360) + 360) % 360) - 180;
}

/** Kilometres, or metres where they are few. */
export function distance(meters) {
  return meters < 1000 ? `${Math.round(meters)} m` : meters < 100000 ? `${(meters / 1000).toFixed(1)} km` : `${Math.round(meters / 1000).toLocaleString('en')} km`;
}

/** The points at this distance around a center, longitudes running on without a jump; closed over a pole if it holds one. */
export function ring(lon, lat, meters) {
  const angle = Math.min(meters / EARTH, Math.PI - 1e-6);
  const points = [];
  for (let i = 0; i <= 120; i++) {
    const bearing = rad(i * 3);
    const sin = Math.sin(rad(lat)) * Math.cos(angle) + Math.cos(rad(lat)) * Math.sin(angle) * Math.cos(bearing);
    const across = Math.atan2(Math.sin(bearing) * Math.sin(angle) * Math.cos(rad(lat)), Math.cos(angle) - Math.sin(rad(lat)) * sin);
    let next = lon + deg(across);
    const before = points.length ? points[points.length - 1][0] : next;
    next += 360 * Math.round((before - next) / 360);
    points.push([next, deg(Math.asin(Math.max(-1, Math.min(1, sin))))]);
  }
  const north = deg(angle) >= 90 - lat;
  const south = deg(angle) >= 90 + lat;
  if (north !== south) {
    const pole = north ? 90 : -90;
    points.pop();
    points.sort((one, other) => one[0] - other[0]);
    const around = [-720, -360, 0, 360, 720].flatMap((shift) => points.map(([x, y]) => [x + shift, y]));
    around.push([around[around.length - 1][0], pole], [around[0][0], pole]);
    around.isAround = true; // the world and its copies at once, so that no seam is seen
    return around;
  }
  return points;
}

/** What is drawn: layers() returns SVG elements, onpick(point) hears of clicks, onmove() of a map that came to rest. */
export class WorldMap {
  constructor(element, { layers, onpick, onmove }) {
    Object.assign(this, { element, layers, onpick, onmove, lon: 12.6, lat: 55.7, scale: 20, land: new Map(), pointers: new Map() });
    this.canvas = el('canvas', { 'aria-hidden': 'true' });
    this.overlay = svg('svg', { 'aria-hidden': 'true' });
    this.bar = el('div', { class: 'map-scale' });
    const button = (label, text, factor) => el('button', { class: 'button', type: 'button', 'aria-label': label, onclick: () => this.zoom(factor) }, text);
    element.append(this.canvas, this.overlay, this.bar, el('div', { class: 'map-buttons' }, button('Zoom in', '+', 2), button('Zoom out', '−', 0.5)));
    this.measure();
    new ResizeObserver(() => this.resized()).observe(element);
    new MutationObserver(() => this.draw()).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw());
    this.listen();
  }

  /** The land in the detail that this scale wants; what is not here yet is fetched, and meanwhile the best that is here. */
  landFor() {
    const { west, south, east, north } = this.bounds();
    const city = west > CITY.west && south > CITY.south && east < CITY.east && north < CITY.north && west < east;
    const file = city ? 'oresund.json' : this.scale > 8 ? 'land-50m.json' : 'land-110m.json';
    if (!this.land.has(file)) {
      this.land.set(file, null);
      this.loadLand(file).catch(() => this.land.delete(file)); // asked for again with the next move
    }
    return this.land.get(file) || this.land.get('land-50m.json') || this.land.get('land-110m.json');
  }

  async loadLand(file) {
    const { perDegree, rings } = await (await fetch(new URL(file, import.meta.url))).json();
    const decoded = rings.map((numbers) => {
      const points = new Float32Array(numbers.length);
      let [x, y, west, east] = [0, 0, 999, -999];
      for (let i = 0; i < numbers.length; i += 2) {
        points[i] = (x += numbers[i]) / perDegree;
        points[i + 1] = (y += numbers[i + 1]) / perDegree;
        west = Math.min(west, points[i]);
        east = Math.max(east, points[i]);
      }
      return { points, west, east };
    });
    this.land.set(file, decoded);
    this.draw();
  }

  /** How much narrower than a degree of latitude one of longitude is: true to shape when near, a plain grid when far. */
  get squeeze() {
    const near = Math.max(0, Math.min(1, (120 - this.height / this.scale) / 80));
    return 1 + near * (Math.max(0.12, Math.cos(rad(this.lat))) - 1);
  }

  x(lon) {
    return this.width / 2 + (lon - this.lon) * this.scale * this.squeeze;
  }

  y(lat) {
    return this.height / 2 - (lat - this.lat) * this.scale;
  }

  at(x, y) {
    const lat = this.lat - (y - this.height / 2) / this.scale;
    return { lon: wrapped(this.lon + (x - this.width / 2) / (this.scale * this.squeeze)), lat: Math.max(-90, Math.min(90, lat)) };
  }

  /** The x of a longitude, by whichever way around the world is nearer to the middle. */
  nearX(lon) {
    return this.x(lon + 360 * Math.round((this.lon - lon) / 360));
  }

  /** A closed path in each copy of the world that can be seen. */
  shape(points, attributes) {
    const line = (shift) => points.map(([lon, lat], i) => `${i ? 'L' : 'M'}${this.x(lon + shift).toFixed(1)},${this.y(lat).toFixed(1)}`).join('') + 'Z';
    return svg('path', { ...attributes, d: (points.isAround ? [0] : this.shifts()).map(line).join('') });
  }

  /** A rectangle of degrees, in each copy of the world where it can be seen. */
  rectangles({ west, south, east, north }, draw) {
    return this.shifts()
      .map((shift) => ({ x: this.x(west + shift), y: this.y(north), width: this.x(east) - this.x(west), height: this.y(south) - this.y(north) }))
      .filter((box) => box.x < this.width && box.x + box.width > 0)
      .map(draw);
  }

  shifts() {
    const half = this.width / 2 / (this.scale * this.squeeze);
    const shifts = [];
    for (let i = Math.ceil((this.lon - half - 180) / 360) - 1; i <= Math.floor((this.lon + half + 180) / 360) + 1; i++) {
      shifts.push(i * 360);
    }
    return shifts;
  }

  /** The part of the world that can be seen. */
  bounds() {
    const half = Math.min(180, this.width / 2 / (this.scale * this.squeeze));
    const all = half >= 180;
    return {
      west: all ? -180 : wrapped(this.lon - half),
      east: all ? 180 : wrapped(this.lon + half),
      south: Math.max(-90, this.lat - this.height / 2 / this.scale),
      north: Math.min(90, this.lat + this.height / 2 / this.scale),
    };
  }

  /** Moves so that a circle fills most of the map. */
  fit(lon, lat, meters) {
    const degrees = Math.max(deg(meters / EARTH), 0.01);
    this.lon = lon;
    this.lat = lat;
    this.scale = (0.43 * Math.min(this.height, this.width)) / Math.min(degrees, 90);
    this.moved();
  }

  zoom(factor, x = this.width / 2, y = this.height / 2) {
    const before = this.at(x, y);
    this.scale *= factor;
    this.limit();
    const after = this.at(x, y);
    this.lon += wrapped(before.lon - after.lon);
    this.lat += before.lat - after.lat;
    this.moved();
  }

  limit() {
    const least = Math.max(this.width / 360, this.height / 190);
    this.scale = Math.max(least, Math.min(MOST, this.scale));
    const room = Math.max(0, 95 - this.height / 2 / this.scale);
    this.lat = Math.max(-room, Math.min(room, this.lat));
    this.lon = wrapped(this.lon);
  }

  moved() {
    this.limit();
    this.draw();
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.onmove(), 150);
  }

  measure() {
    this.width = this.element.clientWidth;
    this.height = this.element.clientHeight;
  }

  resized() {
    this.measure();
    const dots = devicePixelRatio || 1;
    this.canvas.width = this.width * dots;
    this.canvas.height = this.height * dots;
    this.moved();
  }

  listen() {
    const { element } = this;
    const place = (event) => {
      const box = element.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    element.addEventListener('pointerdown', (event) => {
      if (event.target.closest('button')) {
        return;
      }
      this.pointers.set(event.pointerId, place(event));
      this.dragged = this.pointers.size > 1;
    });
    element.addEventListener('pointermove', (event) => this.drag(event, place(event)));
    const up = (event) => {
      const known = this.pointers.delete(event.pointerId);
      delete element.dataset.dragging;
      if (known && !this.dragged && event.type === 'pointerup' && !event.target.closest('[data-own]')) {
        this.onpick(this.at(...place(event)));
      }
    };
    element.addEventListener('pointerup', up);
    element.addEventListener('pointercancel', up);
    element.addEventListener('wheel', (event) => {
      if (event.ctrlKey || document.activeElement === element) {
        event.preventDefault();
        this.zoom(event.deltaY < 0 ? 1.25 : 0.8, ...place(event));
      }
    }, { passive: false });
    element.addEventListener('keydown', (event) => this.key(event));
  }

  drag(event, [x, y]) {
    const before = this.pointers.get(event.pointerId);
    if (!before) {
      return;
    }
    const others = [...this.pointers].filter(([id]) => id !== event.pointerId);
    if (others.length) {
      const [ox, oy] = others[0][1];
      this.zoom(Math.hypot(x - ox, y - oy) / Math.max(1, Math.hypot(before[0] - ox, before[1] - oy)), ox, oy);
    } else if (this.dragged || Math.hypot(x - before[0], y - before[1]) > 4) {
      if (!this.dragged) {
        this.dragged = true;
        this.element.setPointerCapture(event.pointerId);
        this.element.dataset.dragging = '';
      }
      this.lon -= (x - before[0]) / (this.scale * this.squeeze);
      this.lat += (y - before[1]) / this.scale;
      this.moved();
    } else {
      return;
    }
    this.pointers.set(event.pointerId, [x, y]);
  }

  key(event) {
    const step = 60 / this.scale;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
    if (event.target !== this.element || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    } else if (moves[event.key]) {
      this.lon += moves[event.key][0] / this.squeeze;
      this.lat += moves[event.key][1];
      this.moved();
    } else if (event.key === '+' || event.key === '=') {
      this.zoom(1.5);
    } else if (event.key === '-') {
      this.zoom(1 / 1.5);
    } else if (event.key === 'Enter') {
      this.onpick(this.at(this.width / 2, this.height / 2));
    } else {
      return;
    }
    event.preventDefault();
  }

  draw() {
    if (!this.frame && this.width) {
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        this.drawLand();
        this.overlay.replaceChildren(...this.layers(this).flat(Infinity).filter(Boolean));
        this.drawScale();
      });
    }
  }

  drawLand() {
    const dots = devicePixelRatio || 1;
    const style = getComputedStyle(this.element);
    const color = (name) => style.getPropertyValue(name);
    const pen = this.canvas.getContext('2d');
    pen.setTransform(dots, 0, 0, dots, 0, 0);
    pen.clearRect(0, 0, this.width, this.height);
    const shown = this.landFor();
    if (shown) {
      pen.beginPath();
      for (const shift of this.shifts()) {
        for (const { points, west, east } of shown) {
          if (this.x(east + shift) > 0 && this.x(west + shift) < this.width) {
            for (let i = 0; i < points.length; i += 2) {
              const [x, y] = [this.x(points[i] + shift), this.y(points[i + 1])];
              i ? pen.lineTo(x, y) : pen.moveTo(x, y);
            }
            pen.closePath();
          }
        }
      }
      pen.fillStyle = color('--land');
      pen.fill('evenodd');
      pen.strokeStyle = color('--shore');
      pen.lineWidth = 1;
      pen.stroke();
    }
    this.drawGrid(pen, color('--grid'));
  }

  drawGrid(pen, color) {
    const step = [30, 10, 5, 1, 0.5, 0.1, 0.05, 0.01].find((each) => each * this.scale < 160) || 0.01;
    const half = this.width / 2 / (this.scale * this.squeeze);
    pen.strokeStyle = color;
    pen.beginPath();
    for (let lon = Math.ceil((this.lon - half) / step) * step; lon < this.lon + half; lon += step) {
      pen.moveTo(this.x(lon), this.y(90));
      pen.lineTo(this.x(lon), this.y(-90));
    }
    for (let lat = Math.max(-90, Math.ceil((this.lat - this.height / 2 / this.scale) / step) * step); lat <= 90 && this.y(lat) > 0; lat += step) {
      pen.moveTo(0, this.y(lat));
      pen.lineTo(this.width, this.y(lat));
    }
    pen.stroke();
  }

  drawScale() {
    const perPixel = rad(1 / this.scale) * EARTH;
    const power = 10 ** Math.floor(Math.log10(perPixel * 120));
    const meters = [5, 2, 1].map((each) => each * power).find((each) => each <= perPixel * 120);
    this.bar.style.width = `${meters / perPixel}px`;
    this.bar.textContent = distance(meters).replace('.0', '');
  }
}

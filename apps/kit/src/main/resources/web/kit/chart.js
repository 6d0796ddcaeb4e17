// Line charts in the colours of the page, drawn by uPlot.

import uPlot from './uplot/uPlot.esm.js';
import { el } from './kit.js';

const COLORS = ['--accent', '--info', '--good', '--chart-4', '--chart-5', '--chart-6', '--chart-7', '--chart-8'];
const SECONDS_OF_2001 = 1e9;

function style() {
  const href = new URL('./uplot/uPlot.min.css', import.meta.url).href;
  if (![...document.styleSheets].some((each) => each.href === href)) {
    document.head.append(el('link', { rel: 'stylesheet', href }));
  }
}

/**
 * Draws a chart into element and returns {update(data), destroy()}.
 *
 * data = {x, series: [{label, values, color?, steps?, dashes?}], height?, unit?, label?}: x are numbers, or moments in
 * seconds since 1970, in rising order; values has a number or null for each x; color is a CSS colour or the name of a
 * CSS variable; label says to screen readers what is drawn. The chart follows the width of element and the theme.
 */
export function chart(element, data) {
  style();
  element.classList.add('chart');
  element.setAttribute('role', 'img');
  let shown = data;
  let plot = null;

  const draw = () => {
    plot?.destroy();
    element.setAttribute('aria-label', shown.label || shown.series.map((each) => each.label).join(', '));
    plot = new uPlot(options(element, shown), columns(shown), element);
  };
  const resized = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: height(shown) }));
  const themed = new MutationObserver(draw);
  const system = matchMedia('(prefers-color-scheme: dark)');

  draw();
  resized.observe(element);
  themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  system.addEventListener('change', draw);

  return {
    update(next) {
      const same = next.series.length === shown.series.length && next.series.every((each, i) => each.label === shown.series[i].label);
      shown = { ...shown, ...next };
      if (same) {
        plot.setData(columns(shown));
      } else {
        draw();
      }
    },
    destroy() {
      resized.disconnect();
      themed.disconnect();
      system.removeEventListener('change', draw);
      plot.destroy();
    },
  };
}

function columns(data) {
  return [data.x, ...data.series.map((each) => each.values)];
}

function height(data) {
  return data.height || 220;
}

function options(element, data) {
  const css = getComputedStyle(document.documentElement);
  const color = (name) => (name.startsWith('--') ? css.getPropertyValue(name).trim() : name);
  const axis = {
    stroke: color('--muted'),
    grid: { stroke: color('--border'), width: 1 },
    ticks: { stroke: color('--border'), width: 1 },
    font: `12px ${css.getPropertyValue('--sans')}`,
  };
  return {
    width: element.clientWidth,
    height: height(data),
    scales: { x: { time: data.x.length > 0 && data.x[0] > SECONDS_OF_2001 } },
    axes: [axis, { ...axis, size: 56, values: (plot, ticks) => ticks.map((each) => `${each}${data.unit ? ` ${data.unit}` : ''}`) }],
    series: [
      {},
      ...data.series.map((each, i) => ({
        label: each.label,
        stroke: color(each.color || COLORS[i % COLORS.length]),
        width: 2,
        dash: each.dashes ? [6, 4] : undefined,
        points: { show: false },
        paths: each.steps ? uPlot.paths.stepped({ align: 1 }) : undefined,
      })),
    ],
  };
}

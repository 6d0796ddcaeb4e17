// What the parts of the page share: which queue it is about, and how things are asked for.

import { api, el, toast } from './kit/kit.js';

export const $ = (id) => document.getElementById(id);
export const quiet = { lens: false };
export const state = { queue: 'mail', tab: 'jobs' };

/** Does something that may be refused, says so, and looks again. */
export async function attempt(work, then) {
  try {
    await work();
    await then?.();
  } catch (problem) {
    toast(problem);
  }
}

/** Shows a problem in the form that caused it. */
export function refuse(id, problem) {
  $(id).textContent = problem ? problem.detail || problem.message : '';
  $(id).hidden = !problem;
}

const drawn = new Map();

/** Draws only what has changed: redrawing what is the same would take the keyboard's focus away. */
export function draw(id, data, make) {
  const text = JSON.stringify(data);
  if (drawn.get(id) !== text) {
    drawn.set(id, text);
    $(id).replaceChildren(...make(data));
  }
}

export const button = (text, onclick, more = {}) => el('button', { class: 'button small', type: 'button', onclick, ...more }, text);
export const post = (path, body) => api('POST', path, body);

// <v-traffic>: starts and stops the traffic that the app can make for itself, and shows how far it has got.

import { api, el, number } from './kit.js';

const POLL_MILLIS = 500;
const DURATIONS = [
  [10, '10 seconds'],
  [30, '30 seconds'],
  [120, '2 minutes'],
  [600, '10 minutes'],
];
const quiet = { lens: false };

class Traffic extends HTMLElement {
  async connectedCallback() {
    const { scenarios, run } = await api('GET', 'kit/traffic', undefined, quiet);
    this.scenarios = scenarios;
    this.hidden = scenarios.length === 0;
    if (!this.hidden) {
      this.build();
      this.choose(run?.scenario || scenarios[0].name);
      this.show(run);
    }
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  build() {
    this.scenario = el(
      'select',
      { class: 'input', id: 'v-traffic-scenario', onchange: () => this.choose(this.scenario.value) },
      this.scenarios.map((each) => el('option', { value: each.name }, each.title)),
    );
    this.perSecond = el('input', { class: 'input', id: 'v-traffic-rate', type: 'number', min: 1, required: true });
    this.seconds = el(
      'select',
      { class: 'input', id: 'v-traffic-seconds' },
      DURATIONS.map(([value, text]) => el('option', { value, selected: value === 30 }, text)),
    );
    this.description = el('p', { class: 'muted small' });
    this.button = el('button', { class: 'button primary', type: 'submit' }, 'Start');
    this.bar = el('progress', { class: 'progress', max: 1, value: 0, 'aria-label': 'Progress of the traffic' });
    this.numbers = el('p', { class: 'muted small traffic-numbers', role: 'status' }, 'Not started yet.');
    this.problem = el('p', { class: 'error', role: 'alert', hidden: true });
    this.append(
      el(
        'form',
        { class: 'card stack', 'aria-labelledby': 'v-traffic-title', onsubmit: (event) => this.toggle(event) },
        el('h2', { id: 'v-traffic-title' }, 'Traffic'),
        el(
          'div',
          { class: 'traffic-fields' },
          el('label', { class: 'label' }, 'What', this.scenario),
          el('label', { class: 'label' }, 'Per second', this.perSecond),
          el('label', { class: 'label' }, 'For', this.seconds),
          this.button,
        ),
        this.description,
        this.bar,
        this.numbers,
        this.problem,
      ),
    );
  }

  choose(name) {
    const scenario = this.scenarios.find((each) => each.name === name) || this.scenarios[0];
    this.scenario.value = scenario.name;
    this.description.textContent = scenario.description;
    this.perSecond.max = scenario.maxPerSecond;
    this.perSecond.value = scenario.perSecond;
  }

  async toggle(event) {
    event.preventDefault();
    this.problem.hidden = true;
    try {
      if (this.running) {
        await api('DELETE', 'kit/traffic', undefined, quiet);
      } else {
        const order = {
          scenario: this.scenario.value,
          perSecond: Number(this.perSecond.value),
          seconds: Number(this.seconds.value),
        };
        await api('POST', 'kit/traffic', order, quiet);
      }
      await this.poll();
    } catch (problem) {
      this.fail(problem);
    }
  }

  async poll() {
    clearTimeout(this.timer);
    try {
      this.show((await api('GET', 'kit/traffic', undefined, quiet)).run);
    } catch (problem) {
      this.fail(problem);
      this.timer = setTimeout(() => this.poll(), 4 * POLL_MILLIS);
    }
  }

  show(run) {
    if (!run) {
      return;
    }
    const ended = this.running && !run.running;
    this.running = run.running;
    this.button.textContent = run.running ? 'Stop' : 'Start';
    this.button.classList.toggle('primary', !run.running);
    for (const field of [this.scenario, this.perSecond, this.seconds]) {
      field.disabled = run.running;
    }
    this.bar.value = run.progress;
    const state = run.running ? '' : run.progress < 1 ? ' · stopped' : ' · finished';
    this.numbers.textContent = `${number(run.done)} done · ${number(run.failed)} failed · ${number(Math.round(run.rate))} a second${state}`;
    this.problem.hidden = !run.problem;
    this.problem.textContent = run.problem ? `The last that failed: ${run.problem}` : '';
    if (run.running) {
      this.timer = setTimeout(() => this.poll(), POLL_MILLIS);
    } else if (ended) {
      this.dispatchEvent(new CustomEvent('v-traffic-end', { bubbles: true, detail: run }));
    }
  }

  fail(problem) {
    this.problem.textContent = problem.message;
    this.problem.hidden = false;
  }
}

customElements.define('v-traffic', Traffic);

// <v-invariants>: what must hold in this app, checked while you look.

import { api, el } from './kit.js';

const POLL_MILLIS = 2000;

class Invariants extends HTMLElement {
  connectedCallback() {
    this.list = el('ul', { class: 'invariants' });
    this.watch = () => {
      if (!document.hidden) {
        this.poll();
      }
    };
    document.addEventListener('visibilitychange', this.watch);
    this.poll();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    document.removeEventListener('visibilitychange', this.watch);
  }

  async poll() {
    clearTimeout(this.timer);
    try {
      this.show(await api('GET', 'kit/invariants', undefined, { lens: false }));
      this.list.removeAttribute('data-stale');
    } catch {
      this.list.dataset.stale = ''; // dimmed until the server answers again
    }
    if (!document.hidden && this.isConnected) {
      this.timer = setTimeout(() => this.poll(), POLL_MILLIS);
    }
  }

  show(checked) {
    this.hidden = checked.length === 0;
    if (!this.firstChild && checked.length > 0) {
      this.append(
        el(
          'section',
          { class: 'card stack', 'aria-labelledby': 'v-invariants-title' },
          el('h2', { id: 'v-invariants-title' }, 'What must hold'),
          this.list,
        ),
      );
    }
    while (this.list.children.length < checked.length) {
      this.list.append(this.tile());
    }
    checked.forEach((each, i) => this.fill(this.list.children[i], each));
  }

  tile() {
    return el(
      'li',
      { class: 'invariant' },
      el('div', { class: 'row between' }, el('strong', {}), el('span', { class: 'badge', role: 'status' })),
      el('p', { class: 'small' }),
      el('p', { class: 'small muted' }),
    );
  }

  fill(tile, each) {
    const [head, promise, detail] = tile.children;
    const [name, badge] = head.children;
    write(name, each.name);
    write(badge, each.holds ? 'holds' : 'broken');
    badge.className = each.holds ? 'badge good' : 'badge bad';
    tile.dataset.holds = each.holds;
    write(promise, each.promise);
    write(detail, each.detail);
  }
}

/** Changes the text only where it differs, so that screen readers are not told the same again and again. */
function write(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

customElements.define('v-invariants', Invariants);

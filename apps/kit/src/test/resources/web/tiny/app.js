import { api, onEvents, toast } from './kit/kit.js';
import { chart } from './kit/chart.js';

const value = document.querySelector('#value');
const call = (method, path) => api(method, path).then((answer) => answer && (value.textContent = answer.value), toast);

document.querySelector('#add').onclick = () => call('POST', 'api/add');
document.querySelector('#transfer').onclick = () => call('POST', 'api/transfer');
document.querySelector('#fail').onclick = () => call('GET', 'api/gone');
onEvents('api/events', { added: (data) => (document.querySelector('#heard').textContent = data.value) });

chart(document.querySelector('#chart'), {
  x: [1, 2, 3, 4],
  series: [
    { label: 'naive', values: [1, 4, 2, 8] },
    { label: 'correct', values: [1, 2, 3, 4], steps: true },
  ],
});

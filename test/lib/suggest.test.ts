import { suggest } from '../../lib/suggest';

const FIELDS = ['taskManager', 'jobManager', 'job', 'image', 'mode', 'flinkVersion', 'serviceAccount'];

it.each<[string, string | undefined]>([
  ['taskManger', 'taskManager'],
  ['taskmanager', 'taskManager'],
  ['TASKMANAGER', 'taskManager'],
  ['takeManager', 'taskManager'],
  ['jobManager', 'jobManager'],
  ['jbo', 'job'],
  ['jobs', 'job'],
  ['imgae', 'image'],
  ['serviceAcount', 'serviceAccount'],
  ['modxx', undefined],
  ['version', undefined],
  ['replicas', undefined],
  ['x', undefined],
  ['', undefined],
  ['constructor', undefined],
  ['__proto__', undefined],
])('the word %j most likely means %p', (word, expected) => {
  expect(suggest(word, FIELDS)).toBe(expected);
});

it('takes the nearest candidate, the first of several', () => {
  expect(suggest('abcdef', ['abcxyz', 'abcdex', 'abcdez'])).toBe('abcdex');
  expect(suggest('abcdef', [])).toBeUndefined();
});

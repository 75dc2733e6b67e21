import { HttpError, type HttpAnswer } from '../../controller/http';
import { sendWithRetries } from '../../controller/retry';
import { FakeClock } from './fake-clock';

/** Sends requests that are answered with these, the last one again and again. */
async function send(answers: readonly (HttpAnswer | Error)[], seconds: number) {
  const clock = new FakeClock();
  const begin = clock.now();
  const troubles: string[] = [];
  let sent = 0;
  const once = () => {
    const answer = answers[Math.min(sent++, answers.length - 1)] ?? new Error('none');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const retrying = { clock, onTrouble: (reason: string) => troubles.push(reason) };
  const result = await sendWithRetries(once, begin + seconds * 1000, retrying).catch((e: unknown) => e);
  return { result, sent, waited: clock.now() - begin, troubles };
}

const status = (code: number, retryAfter?: number): HttpAnswer => ({ status: code, body: '', retryAfter });
const noAnswer = new HttpError('connect ECONNREFUSED');

test.each([
  ['an answer is taken as it is', [status(200)], 1, 0],
  ['a refusal is an answer', [status(404)], 1, 0],
  ['a failure of the server is waited out', [status(500), status(503), status(200)], 3, 450],
  ['so is a missing answer', [noAnswer, noAnswer, status(200)], 3, 450],
  ['the server says how long', [status(429, 7), status(200)], 2, 7000],
  ['a server that says too little is not hurried', [status(503, 0), status(503, 0), status(200)], 3, 450],
])('%s', async (_, answers, sent, waited) => {
  expect(await send(answers, 60)).toMatchObject({ result: answers.at(-1), sent, waited, troubles: [] });
});

test('it gives up in time, with the last answer or failure, having told once what the trouble is', async () => {
  const unavailable = await send([status(503)], 60);
  expect(unavailable).toMatchObject({ result: { status: 503 }, troubles: ['it answers 503'] });
  const refused = await send([noAnswer], 60);
  expect(refused).toMatchObject({ result: noAnswer, troubles: ['connect ECONNREFUSED'] });
  for (const { waited, sent } of [unavailable, refused]) {
    expect(waited).toBeGreaterThan(50_000);
    expect(waited).toBeLessThanOrEqual(60_000);
    // Pauses grow up to 5 s.
    expect(sent).toBeGreaterThan(15);
    expect(sent).toBeLessThan(25);
  }
});

test('there is one try even when the time is over', async () => {
  expect(await send([noAnswer], -1)).toMatchObject({ result: noAnswer, sent: 1, waited: 0 });
});

test('a wish to wait beyond the time ends it at once', async () => {
  expect(await send([status(429, 3600)], 60)).toMatchObject({ result: { status: 429 }, sent: 1, waited: 0 });
});

test('what is no failure of the connection is not repeated', async () => {
  const defect = new TypeError('a defect');
  expect(await send([defect], 60)).toMatchObject({ result: defect, sent: 1 });
});

import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Agent, request } from 'undici';
import type { Clock } from '../../controller/clock';
import { reasonOf } from '../../controller/http';
import { FlinkError, problem } from '../../lib/problem';

/** A file to download. */
export interface Download {
  /** An `http` or `https` address. */
  readonly url: string;
  /** Where the file is put; its folder must exist. */
  readonly file: string;
  /** Its SHA-256 checksum, 64 hexadecimal digits. @default any file will do */
  readonly sha256?: string | undefined;
}

const MAX_REDIRECTS = 5;
const MAX_ATTEMPTS = 5;

/** How long a server may be silent, in milliseconds. */
const SILENCE = 30_000;

/** Something that another try may mend. */
class TemporaryFailure extends Error {}

/**
 * Downloads a file. It appears under its name only when it is complete and right; with a checksum, a file that is there
 * and right is not downloaded again.
 *
 * @returns what was done, in a sentence
 * @throws FlinkError DownloadFailed, ChecksumMismatch
 */
export async function download({ url, file, sha256 }: Download, clock: Clock): Promise<string> {
  const expected = sha256?.toLowerCase();
  if (expected !== undefined && (await checksumOf(file)) === expected) return `${file} is there already`;
  const part = `${file}.${randomBytes(6).toString('hex')}.part`;
  try {
    const actual = await withAttempts(() => fetchTo(part, url), clock);
    const shown = withoutSecrets(url);
    if (expected !== undefined && actual !== expected) {
      throw new FlinkError([problem('ChecksumMismatch', [], { url: shown, expected, actual })]);
    }
    await rename(part, file);
    return `${shown} is now ${file}, SHA-256 ${actual}`;
  } catch (error) {
    if (error instanceof FlinkError) throw error;
    throw new FlinkError([problem('DownloadFailed', [], { url: withoutSecrets(url), reason: reasonOf(error) })]);
  } finally {
    await rm(part, { force: true });
  }
}

async function withAttempts<T>(attempt: () => Promise<T>, clock: Clock): Promise<T> {
  for (let n = 1; ; n++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof TemporaryFailure) || n === MAX_ATTEMPTS) throw error;
      await clock.sleep(500 * 2 ** n * (0.5 + clock.random() / 2));
    }
  }
}

/** @returns the checksum */
async function fetchTo(file: string, url: string): Promise<string> {
  const agent = new Agent({ connect: { timeout: SILENCE }, headersTimeout: SILENCE, bodyTimeout: SILENCE });
  try {
    const body = await open(url, agent);
    const hash = createHash('sha256');
    body.on('data', (chunk: Buffer) => hash.update(chunk));
    const output = createWriteStream(file);
    // The one that fails takes the other one with it. A disk does not get better by another try, a connection may.
    let disk: boolean | undefined;
    output.on('error', () => (disk ??= true));
    body.on('error', () => (disk ??= false));
    try {
      await pipeline(body, output);
    } catch (error) {
      throw disk === true ? error : new TemporaryFailure(reasonOf(error));
    }
    return hash.digest('hex');
  } finally {
    await agent.destroy();
  }
}

async function open(address: string, dispatcher: Agent): Promise<Readable> {
  let url = new URL(address);
  for (let redirects = 0; ; redirects++) {
    if (!/^https?:$/.test(url.protocol)) throw new Error(`${url.protocol} addresses are not supported`);
    const answer = await request(url, { dispatcher }).catch((error: unknown) => {
      throw new TemporaryFailure(reasonOf(error));
    });
    const { statusCode, headers, body } = answer;
    if (statusCode === 200) return body;
    await body.dump();
    const { location } = headers;
    if (statusCode >= 300 && statusCode < 400 && typeof location === 'string') {
      if (redirects === MAX_REDIRECTS) throw new Error(`more than ${MAX_REDIRECTS} redirects`);
      url = new URL(location, url);
      continue;
    }
    const reason = `the server answers ${statusCode}`;
    throw statusCode === 429 || statusCode >= 500 ? new TemporaryFailure(reason) : new Error(reason);
  }
}

/** @returns undefined when there is no such file */
async function checksumOf(file: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file), hash);
  } catch {
    return undefined;
  }
  return hash.digest('hex');
}

/** An address without what may let others in: user, password and query. */
function withoutSecrets(address: string): string {
  if (!URL.canParse(address)) return address;
  const { origin, pathname } = new URL(address);
  return origin + pathname;
}

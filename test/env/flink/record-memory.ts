import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { memoryConfigs, sizeTexts } from './memory-configs';
import { flinkHome, probe, type ProbeAnswers } from './memory-probe';
import { vectors, writeVectors } from './memory-vectors';

const COUNT = 320;
const [folder = '.', ...versions] = process.argv.slice(2);

const home = (version: string): string => {
  const found = flinkHome(version);
  if (found === undefined) throw new Error(`there is no Flink ${version}: run dist ${version}`);
  return found;
};

versions.forEach((version, i) => {
  const configs = memoryConfigs(i + 1, COUNT);
  const answers = probe(home(version), configs) as ProbeAnswers[];
  writeFileSync(join(folder, `memory-${version}.jsonl`), writeVectors(vectors(configs, answers)));
});

const [version = ''] = versions.slice(-1);
const texts = sizeTexts(1, 200);
const sizes = probe(home(version), texts).map((answer, i) => JSON.stringify([texts[i], answer]) + '\n');
writeFileSync(join(folder, 'memory-size.jsonl'), sizes.join(''));

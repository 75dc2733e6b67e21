import { hasOldMemoryModel, inferVersion, isBefore, parseVersion } from '../../../../lib/api/flinkcluster/version';

describe('a version', () => {
  it.each([
    '1',
    '1.20',
    'v1.14.2',
    '1.2.3.4',
    '1.14.0-rc1',
    '1.14rc1',
    '1.2-3',
    '1.2-',
    '1.15+build.7',
    '01.9',
    '2.0-preview1',
  ])('is %s', (text) => {
    expect(parseVersion(text)).toBeDefined();
  });

  it.each([
    '',
    'latest',
    'v',
    'V1',
    '1.',
    '.1',
    '1..2',
    '1.2 ',
    '1.2.x',
    '1_2',
    '1.17.2-scala_2.12',
    '1+',
    '9223372036854775808',
  ])('is not %p', (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });

  it.each([
    ['1.9', '1.10', true],
    ['1', '1.10', true],
    ['1.9.99', '1.10', true],
    ['1.10', '1.10', false],
    ['v1.10.0', '1.10', false],
    ['1.10.0.0', '1.10', false],
    ['1.10-rc1', '1.10', true],
    ['1.10.0-rc1', '1.10', true],
    ['1.10.0.0-rc1', '1.10', false],
    ['1.10.1-rc1', '1.10', false],
    ['1.10+build', '1.10', false],
    ['1.100', '1.20', false],
    ['2', '1.20', false],
    ['2.0-preview1', '2.0', true],
    ['latest', '1.0', true],
    ['', '1.0', true],
  ])('%p before %s: %p', (version, release, before) => {
    expect(isBefore(version, release)).toBe(before);
  });

  it('before 1.10 has the old memory model', () => {
    expect(['1.9.3', '1.10', ''].map(hasOldMemoryModel)).toEqual([true, false, true]);
  });
});

describe('the version of an image', () => {
  it.each([
    ['flink:1.15', '1.15'],
    ['flink:1.17.2-scala_2.12-java11', '1.17.2'],
    ['flink:1.20-java17', '1.20'],
    ['registry.example.com:5000/team/flink:v1.18.1', '1.18.1'],
    ['registry.example.com:5000/flink', ''],
    [`flink:1.19@sha256:${'a'.repeat(64)}`, '1.19'],
    [`flink@sha256:${'a'.repeat(64)}`, ''],
    ['my/job:1.17', '1.17'],
    ['flink:2.1.0-scala_2.12', '2.1.0'],
    ['my/PyFlink-base:2.0', '2.0'],
    ['my/job:2.1.0', ''],
    ['flink/job:2.1.0', ''],
    ['flink:3.0', ''],
    ['flink:2024.05.1', ''],
    ['flink:2', ''],
    ['my/app:7', ''],
    ['flink:latest', ''],
    ['flink:scala_2.12', ''],
    ['flink:1.17x', ''],
    ['flink:', ''],
    ['flink', ''],
    ['', ''],
  ])('%s is %p', (image, version) => {
    expect(inferVersion(image)).toBe(version);
  });
});

import { atLeast, type FlinkVersion } from './version';

const EXPORTS = ['java.base/sun.net.util', 'java.rmi/sun.rmi.registry', 'java.security.jgss/sun.security.krb5'];

const OPENS = [
  'java.lang',
  'java.net',
  'java.io',
  'java.nio',
  'sun.nio.ch',
  'java.lang.reflect',
  'java.text',
  'java.time',
  'java.util',
  'java.util.concurrent',
  'java.util.concurrent.atomic',
  'java.util.concurrent.locks',
];

/**
 * The module flags that Flink needs on Java 17. Images carry them in their own configuration file, which a mounted
 * ConfigMap hides; without them Flink 1.20 fails when the job is submitted.
 */
export const JAVA_17_OPTIONS = [
  ...EXPORTS.map((module) => `--add-exports=${module}=ALL-UNNAMED`),
  ...OPENS.map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`),
].join(' ');

/**
 * The option that carries {@link JAVA_17_OPTIONS}. From 1.19 on there is one whose value is put before the user's own
 * `env.java.opts.*`; in 1.18 a user's `env.java.opts.all` replaces it. Older versions do not run on Java 17.
 */
export function javaOptionsKey(version: FlinkVersion): string | undefined {
  if (atLeast(version, 'v1_19')) return 'env.java.default-opts.all';
  return version === 'v1_18' ? 'env.java.opts.all' : undefined;
}

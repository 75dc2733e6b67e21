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

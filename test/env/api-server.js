'use strict';
// Before the "api" suites: an API server of this run's own, never the one that the caller's KUBECONFIG names.

const { mkdtempSync } = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { start, stop } = require('./server.js');

module.exports = async function startServer() {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'cdk8s-flink-api-'));
  const cleanUp = () => stop(dir);
  // The teardown does not run when the run is interrupted.
  process.once('exit', cleanUp);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));
  try {
    process.env.CDK8S_FLINK_TEST_KUBECONFIG = await start(dir);
  } catch (error) {
    process.removeListener('exit', cleanUp); // nothing runs any more, and the logs are worth keeping
    const failure = new Error(`no API server for the tests: ${error.message.split('\n')[0]}`);
    failure.stack = ''; // one line says it
    throw failure;
  }
  globalThis.stopApiServer = cleanUp;
};

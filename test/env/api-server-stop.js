'use strict';
// After the "api" suites, whether they passed or not.

module.exports = function stopServer() {
  globalThis.stopApiServer();
};

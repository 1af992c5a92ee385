#!/usr/bin/env node
// Checks the Node version before anything else is loaded: the product's own syntax would fail first on an old one.
var major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  process.stderr.write(
    'seatledger needs Node.js 24 or later, and this is ' +
      process.versions.node +
      ': install a newer one, or run it through npm (npx seatledger, npm run demo), which brings its own.\n',
  )
  process.exitCode = 64
} else {
  import('../dist/src/cli/entry.js').catch(function (error) {
    var missing = error && error.code === 'ERR_MODULE_NOT_FOUND'
    process.stderr.write(
      missing ? 'seatledger is not built: run npm run build.\n' : String(error && error.stack) + '\n',
    )
    process.exitCode = 1
  })
}

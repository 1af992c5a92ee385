/** How the dashboard is built: `src/dashboard` into `dist/dashboard`, which `seatledger serve` serves. */
import { defineConfig } from 'vite'

export default defineConfig({
  root: 'src/dashboard',
  base: '/',
  // `serve` puts a fresh nonce in its place, in every answer.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: '../../dist/dashboard',
    emptyOutDir: true,
    // Every file is served from the same origin: inlined data: addresses would need a weaker content policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    // The licenses of what is bundled travel with it.
    license: { fileName: 'licenses.md' },
    // React packages mark files with "use client", which means nothing without a server that renders.
    rolldownOptions: {
      onwarn: (warning, warn) => (warning.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : warn(warning)),
    },
  },
})

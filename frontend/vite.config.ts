import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** What every page needs, by path; `entry-client` and the lists it reads stay out and come first. */
const MAIN =
  /rolldown\/runtime|node_modules\/(?!valibot)|src\/(start|app\/(?!parts|routes|app\.css)|shared\/(?!styles|forms|order|ui\/customization-list)|features\/(catalog\/(?!search|list-tools)|cart\/cart-store))/;

/** Plain import() for the parts: Vite's own wrapper only adds preloading, which is not used here. */
function plainImport(): Plugin {
  return {
    name: "plain-import",
    enforce: "pre",
    load: {
      filter: { id: /vite\/preload-helper/ },
      handler: () => "export const __vitePreload = (load) => load();",
    },
  };
}

/** Lets the browser fetch the main chunk beside the entry instead of after it. */
function preloadMain(): Plugin {
  return {
    name: "preload-main",
    transformIndexHtml: {
      order: "post",
      handler(_, { bundle }) {
        const main = Object.keys(bundle ?? {}).filter((name) =>
          /^assets\/(main|rolldown-runtime)-[^/]+\.js$/.test(name),
        );
        return main.map((name) => ({
          tag: "link",
          attrs: { rel: "modulepreload", href: `/${name}` },
          injectTo: "head" as const,
        }));
      },
    },
  };
}

export default defineConfig({
  plugins: [plainImport(), preloadMain()],
  publicDir: "public",
  resolve: {
    alias: [
      {
        find: /^use-sync-external-store\/shim(\/index\.js)?$/,
        replacement: fileURLToPath(
          new URL(
            "src/shared/navigation/use-sync-external-store.ts",
            import.meta.url,
          ),
        ),
      },
    ],
  },
  build: {
    outDir: "../pb_public",
    emptyOutDir: true,
    target: "es2022",
    // One style sheet for every page: it is small, and a lazy page must not flash unstyled.
    cssCodeSplit: false,
    // Pictures and fonts stay files, so that the page's CSP needs no data: source.
    assetsInlineLimit: 0,
    // What a part needs besides the main chunk comes in while that one, far larger, is still on its way.
    modulePreload: false,
    minify: "terser",
    terserOptions: { module: true, ecma: 2020, compress: { passes: 3 } },
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: "main", test: MAIN },
            { name: "form", test: /src\/shared\/forms/ },
            { name: "order", test: /src\/shared\/order/ },
          ],
        },
      },
    },
    reportCompressedSize: false,
  },
  css: {
    modules: {
      // Short names, the same on every machine: they stand in both the JavaScript and the CSS.
      generateScopedName: "[hash:base64:5]",
    },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8090" } },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    restoreMocks: true,
  },
});

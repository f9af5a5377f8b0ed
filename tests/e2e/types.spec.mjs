// The types that come with the release, by the compiler; and the manifest of the elements, by the types of its format.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "./test.mjs";

const DIST = process.env.KINDRED_DIST;
const HERE = import.meta.dirname;

/** What the compiler says of some files, as `file:line`; `texts` are files that are only in memory. */
function problems(files, texts = {}) {
  const options = {
    strict: true,
    noEmit: true,
    // The compiler's own have been checked by its makers, at length.
    skipDefaultLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => path in texts || fileExists.call(host, path);
  host.readFile = (path) => texts[path] ?? readFile.call(host, path);
  host.getSourceFile = (path, ...rest) =>
    path in texts ? ts.createSourceFile(path, texts[path], rest[0]) : getSourceFile.call(host, path, ...rest);
  const program = ts.createProgram([...files, ...Object.keys(texts)], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return { file: file?.fileName.split("/").at(-1), line, says: ts.flattenDiagnosticMessageText(messageText, " ") };
  });
}

const TYPES = join(DIST, "kindred.d.ts");

test("what a page may write compiles, and so do the types themselves", () => {
  expect(existsSync(TYPES)).toBe(true);
  expect(problems([TYPES, join(HERE, "types/right.ts")])).toEqual([]);
});

test("what a page may not write is refused, line for line", () => {
  const path = join(HERE, "types/wrong.ts");
  const lines = readFileSync(path, "utf8").split("\n");
  const wrong = lines.flatMap((line, index) => (line.endsWith("// wrong") ? [index + 1] : []));
  expect(wrong.length).toBeGreaterThan(10);
  const refused = problems([TYPES, path]);
  expect([...new Set(refused.map(({ line }) => line))].sort((a, b) => a - b)).toEqual(wrong);
  expect(new Set(refused.map(({ file }) => file))).toEqual(new Set(["wrong.ts"]));
});

const manifest = readFileSync(join(DIST, "custom-elements.json"), "utf8");

/** The manifest as a constant of the type that its format has. */
const typed = (text) => ({
  [join(HERE, "types/manifest.ts")]: `import type { Package } from "custom-elements-manifest/schema";
    export const manifest: Package = ${text};`,
});

test("the manifest of the elements keeps to its format", () => {
  expect(problems([], typed(manifest))).toEqual([]);
});

test("a manifest with a word that its format does not have is refused", () => {
  expect(problems([], typed(manifest.replace('"cssParts"', '"parts"')))).not.toEqual([]);
});

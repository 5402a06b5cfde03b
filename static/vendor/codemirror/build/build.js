/* npm ci && npm run build: makes ../codemirror.js with its grammars, ../VERSIONS.txt and ../LICENSE.txt from what package-lock.json pins. */
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

for (const old of readdirSync("..").filter((name) => name.endsWith(".js"))) rmSync(`../${old}`);
const result = await build({
  entryPoints: { codemirror: "editor.js", python: "python.js", yaml: "yaml.js" },
  outdir: "..",
  chunkNames: "shared-[hash]",
  splitting: true,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  metafile: true,
  legalComments: "none",
  alias: { "style-mod": "./sheet.js" },
  banner: { js: "/* CodeMirror 6 and its parts, MIT License. See LICENSE.txt and VERSIONS.txt beside this file. */" },
});

const inside = Object.keys(result.metafile.inputs)
  .map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
  .filter(Boolean);
const packages = [...new Set(inside)].sort();
const facts = packages.map((name) => JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")));
const licence = (name) => {
  const file = readdirSync(`node_modules/${name}`).find((found) => /^licen[cs]e/i.test(found));
  return file ? readFileSync(`node_modules/${name}/${file}`, "utf8").trim() : "";
};

writeFileSync("../VERSIONS.txt", facts.map((fact) => `${fact.name} ${fact.version} (${fact.license})\n`).join(""));
const texts = Map.groupBy
  ? Map.groupBy(packages, licence)
  : packages.reduce((map, name) => map.set(licence(name), [...(map.get(licence(name)) ?? []), name]), new Map());
writeFileSync(
  "../LICENSE.txt",
  [...texts].map(([text, names]) => `${names.join(", ")}\n\n${text}\n`).join(`\n${"-".repeat(72)}\n\n`),
);

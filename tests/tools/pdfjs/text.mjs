// Prints the text of each page of a PDF as pdf.js has it, as a JSON list.
// node text.mjs PDFJS FILE, where PDFJS is the folder of the package pdfjs-dist.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [pdfjs, file] = process.argv.slice(2);
const { getDocument } = await import(pathToFileURL(`${pdfjs}/legacy/build/pdf.mjs`).href);
const data = new Uint8Array(readFileSync(file));
const pdf = await getDocument({ data, verbosity: 0 }).promise;
const pages = [];
for (let number = 1; number <= pdf.numPages; number++) {
  const { items } = await (await pdf.getPage(number)).getTextContent();
  pages.push(items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""));
}
process.stdout.write(JSON.stringify(pages));

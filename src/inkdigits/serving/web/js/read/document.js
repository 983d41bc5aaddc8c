/** What was read of a page, and what a person made of it. */

/** One digit; `value` is what it counts as: what was read, what a person said, or null for none. */
class Digit {
  /** @param {object} read as the server sent it. */
  constructor(read, doubtful) {
    this.read = read;
    this.value = read.digit;
    this.isDoubtful = doubtful;
    this.isSettled = false; // a person looked at it
  }

  get isOpen() {
    return this.isDoubtful && !this.isSettled;
  }

  get isCorrected() {
    return this.value !== this.read.digit;
  }

  settle(value) {
    this.value = value;
    this.isSettled = true;
  }

  /** Take back what a person said. */
  reset() {
    this.value = this.read.digit;
    this.isSettled = false;
  }
}

class Line {
  constructor(read, minConfidence) {
    this.read = read;
    const least = Math.min(...read.digits.map(({ confidence }) => confidence));
    // A long line may be doubtful as a whole where no digit is: then the least sure is looked at.
    const isDoubtful = ({ confidence }) => confidence < minConfidence || (read.check && confidence === least);
    this.digits = read.digits.map((digit) => new Digit(digit, isDoubtful(digit)));
  }

  /** Digits, and the characters that stand between them, in order. */
  get parts() {
    const digits = [...this.digits];
    return [...this.read.text].map((char) => (/\d/.test(char) ? digits.shift() : char));
  }

  get text() {
    return this.parts.map((part) => (part instanceof Digit ? (part.value ?? "") : part)).join("").trim();
  }

  get isOpen() {
    return this.digits.some((digit) => digit.isOpen);
  }

  get isCorrected() {
    return this.digits.some((digit) => digit.isCorrected);
  }

  /** Take the runner-up for it, digit by digit. */
  takeRunnerUp() {
    const others = this.read.runner_up.text.match(/\d/g);
    this.digits.forEach((digit, i) => digit.settle(Number(others[i])));
  }

  get hasRunnerUp() {
    return this.read.runner_up?.text.match(/\d/g)?.length === this.digits.length;
  }
}

export class Page {
  /** @param {object} read as the server sent it, without an error. */
  constructor(read, minConfidence) {
    this.read = read;
    this.lines = read.lines.map((line) => new Line(line, minConfidence));
  }

  get name() {
    return this.read.page ? `${this.read.file}, page ${this.read.page}` : this.read.file;
  }

  get digits() {
    return this.lines.flatMap((line) => line.digits);
  }

  toJson() {
    const { picture, rejected, lines, ...page } = this.read;
    const plain = ({ read: { confidence, box }, value }) => ({ digit: value, confidence, box });
    return {
      ...page,
      lines: this.lines.map((line) => ({
        ...line.read,
        text: line.text,
        check: line.isOpen,
        corrected: line.isCorrected,
        digits: line.digits.filter(({ value }) => value !== null).map(plain),
      })),
      rejected,
    };
  }
}

export const textOf = (pages) => pages.flatMap((page) => page.lines.map((line) => `${line.text}\n`)).join("");

export const jsonOf = (pages) => `${JSON.stringify(pages.map((page) => page.toJson()), null, 2)}\n`;

/** The columns of `inkdigits read --csv`, and whether a person changed the line. */
export function csvOf(pages) {
  const box = ["left", "top", "width", "height"];
  const header = ["file", "page", "line", "text", "confidence", ...box, "check", "runner_up", "corrected"];
  const rows = pages.flatMap((page) =>
    page.lines.map((line, i) => [
      page.read.file, page.read.page ?? 1, i + 1, line.text, line.read.confidence, ...line.read.box,
      yesNo(line.isOpen), line.read.runner_up?.text ?? "", yesNo(line.isCorrected),
    ]),
  );
  return [header, ...rows].map((row) => `${row.map(cell).join(",")}\n`).join("");
}

const yesNo = (is) => (is ? "yes" : "no");

/** Texts are quoted and numbers are not, so that leading zeros stay. */
const cell = (value) => (typeof value === "number" ? value : `"${value.replaceAll('"', '""')}"`);

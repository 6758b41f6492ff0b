/** As compose writes it: the container, padded, a bar, and what was logged. */
const LINE = /^([\w.-]+?)(?:-\d+)?\s*\| ?(.*)$/;

/**
 * Takes the output of `docker compose logs` as it comes and writes each line of it as one line of JSON:
 * `{"part": "signaling", "text": "…"}`. What comes without a line end waits for it.
 */
export function logLinesAsJson(write: (text: string) => void): (chunk: string) => void {
  let rest = '';
  return (chunk) => {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines.map((text) => text.replace(/\r$/, '')).filter((text) => text !== '')) {
      const [, part = null, text = line] = LINE.exec(line) ?? [];
      write(`${JSON.stringify({ part, text })}\n`);
    }
  };
}

import type { ComponentChildren } from 'preact';

/** A short explanation for whoever wants one, where the word appears. */
export function Learn({ question, children }: { question: string; children: ComponentChildren }) {
  return (
    <details class="fold learn">
      <summary>{question}</summary>
      <div class="learn-answer">{children}</div>
    </details>
  );
}

export function LearnText({ question, answer }: { question: string; answer: readonly string[] }) {
  return (
    <Learn question={question}>
      {answer.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </Learn>
  );
}

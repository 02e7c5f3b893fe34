/** The words stand in the colour of text: those of the bars are too light to be read. */
export function legendText(words: unknown) {
  return <span className="legend-text">{String(words)}</span>;
}

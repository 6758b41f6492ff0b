/**
 * What stands in place of a file that the page would have to wait for.
 * @throws where there is nothing to replace, and where the content would end the element
 */
export function putInline(
  page: string,
  reference: RegExp,
  element: 'script' | 'style',
  content: string,
): string {
  if (!reference.test(page)) throw new Error(`index.html has no ${reference} any more`);
  if (content.toLowerCase().includes(`</${element}`))
    throw new Error(`“</${element}” stands in a ${element}`);
  return page.replace(reference, () => `<${element}>${content}</${element}>`);
}

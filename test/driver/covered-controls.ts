import type { Page } from 'playwright-core';

/**
 * What can be pressed or written in, and cannot be reached by a sighted person in one part or another: something else lies
 * over it, or it is beyond the edge of what does not scroll.
 */
export function coveredControls(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const SHARES = [0.2, 0.5, 0.8];
    const modal = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body;
    return [...modal.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea, summary')]
      .filter(
        (control) =>
          control.closest('[inert]') === null && control.checkVisibility({ visibilityProperty: true }),
      )
      .flatMap((control) => {
        const cover = coverOf(control);
        return cover === null ? [] : [`${describe(control)} under ${cover}`];
      });

    function coverOf(control: Element): string | null {
      for (const { x, y, width, height } of control.getClientRects()) {
        // For screen readers alone.
        if (width <= 1 || height <= 1) continue;
        for (const across of SHARES) {
          for (const down of SHARES) {
            const cover = coverAt(control, x + width * across, y + height * down);
            if (cover !== null) return cover;
          }
        }
      }
      return null;
    }

    function coverAt(control: Element, left: number, top: number): string | null {
      if (isScrolledAway(control, left, top)) return null;
      const hit = document.elementFromPoint(left, top);
      // The document itself may scroll; what is fixed does not move with it.
      if (hit === null) return isFixed(control) ? 'the edge of the window' : null;
      // What is open for a moment may lie over anything. A label gives on what it is given.
      const isMomentary = hit.closest('[popover]:popover-open') !== null && !isInPopover(control);
      const isItself = control.contains(hit) || hit.contains(control);
      return isItself || isMomentary || hit.closest('label')?.contains(control) ? null : describe(hit);
    }

    function isInPopover(element: Element): boolean {
      return element.closest('[popover]') !== null;
    }

    function isScrolledAway(control: Element, left: number, top: number): boolean {
      return ancestorsOf(control).some((ancestor) => {
        const { overflowX, overflowY } = getComputedStyle(ancestor);
        if (!/auto|scroll/.test(`${overflowX} ${overflowY}`)) return false;
        const box = ancestor.getBoundingClientRect();
        return left < box.left || left > box.right || top < box.top || top > box.bottom;
      });
    }

    function isFixed(control: Element): boolean {
      return ancestorsOf(control).some((ancestor) => getComputedStyle(ancestor).position === 'fixed');
    }

    function ancestorsOf(element: Element): readonly Element[] {
      const parent = element.parentElement;
      return parent === null ? [] : [parent, ...ancestorsOf(parent)];
    }

    function describe(element: Element): string {
      const { testid } = (element as HTMLElement).dataset;
      return testid ?? `${element.tagName.toLowerCase()}.${element.className || element.id}`;
    }
  });
}

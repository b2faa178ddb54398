/** Puts a text on the clipboard; without leave to do so, what shows it is at least selected. Whether it was put there. */
export async function copyOrSelect(text: string, shown: HTMLElement | undefined): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (shown) getSelection()?.selectAllChildren(shown);
    return false;
  }
}

/** Puts the theme on <html> before the first paint, by a hashed file of its own: the policy allows no inline script. */
import { readFileSync } from 'node:fs';
import type { HtmlTagDescriptor, Plugin } from 'vite';

export function themeBoot(path: string): Plugin {
  let reference: string | undefined;
  let building = false;
  const tag = (src: string): HtmlTagDescriptor => ({
    tag: 'script',
    attrs: { src },
    injectTo: 'head-prepend',
  });
  return {
    name: 'kith-theme-boot',
    configResolved(config) {
      building = config.command === 'build';
    },
    buildStart() {
      if (!building) return;
      const source = readFileSync(path, 'utf8');
      reference = this.emitFile({ type: 'asset', name: 'theme.js', source });
    },
    transformIndexHtml: {
      order: 'post',
      handler(_html, context) {
        if (!context.bundle) return [tag('/src/boot/theme.js')];
        const file = Object.values(context.bundle).find(
          (one) => one.type === 'asset' && one.names.includes('theme.js'),
        );
        return file && reference ? [tag(`/${file.fileName}`)] : [];
      },
    },
  };
}

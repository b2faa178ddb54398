import { mount } from 'svelte';
import './app.css';
import App from './App.svelte';
import { followBrowser } from './lib/graphql/network.svelte';

// The router takes every click on a link of ours; a click that asks for a new tab is the browser's.
window.addEventListener('click', (event) => {
  const aside =
    event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button > 0;
  if (aside || event.defaultPrevented) event.stopImmediatePropagation();
});

followBrowser();

const target = document.getElementById('app');
if (target) mount(App, { target });

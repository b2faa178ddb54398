"""An invented account: people of many countries, their companies, projects and calls."""

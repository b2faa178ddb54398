"""Hosted providers that speak Twilio's Voice API (2010-04-01): orders by REST, news by signed callbacks."""

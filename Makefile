# The asset build; the commands for running and testing stand beside it as they come.
.PHONY: assets

assets: frontend/dist/manifest.json

# npm ci only when the lock is newer than what it installed.
frontend/node_modules/.installed: frontend/package-lock.json frontend/package.json frontend/.npmrc
	cd frontend && npm ci --ignore-scripts --no-progress
	touch $@

frontend/dist/manifest.json: frontend/node_modules/.installed $(wildcard frontend/*.mjs frontend/lib/*.mjs frontend/css/*.css frontend/js/*.js) frontend/icons.txt frontend/logo.svg
	cd frontend && npm run --silent build
	touch $@

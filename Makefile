.PHONY: demo serve pictures wheels test lint score bench docs setup-run setup-test setup-bench

BAULAST = .venv/bin/baulast
DEMO_HOME ?= demo
ENTRIES ?= 20000  # of the index benchmark: minutes; the register to reach has 1,000,000, which takes hours

demo: setup-run  ## imports samples/, shows the reports, searches one parcel, says where the PDF lies
	@for town in dormagen juechen kaarst korschenbroich; do \
	  echo "== $$town"; $(BAULAST) --home $(DEMO_HOME) import samples/$$town --municipality $$town || exit; \
	done
	@echo "== Was liegt auf Kaarst, Flur 3, Flurstück 1100/9?"
	@$(BAULAST) --home $(DEMO_HOME) search "Kaarst 3 1100/9"

serve: setup-run  ## imports samples/ if there is nothing yet, makes a demo user, opens the desk
	@[ -d $(DEMO_HOME)/dossiers ] || $(MAKE) --no-print-directory demo
	@if ! $(BAULAST) --home $(DEMO_HOME) user list | grep -q '^demo:'; then \
	  echo 'nur zum Ansehen' | $(BAULAST) --home $(DEMO_HOME) user add demo --password-stdin \
	    --role kaarst:review --role juechen:review --role dormagen:review --role korschenbroich:review; \
	fi
	@echo "Anmelden als: demo    Kennwort: nur zum Ansehen"
	@$(BAULAST) --home $(DEMO_HOME) serve

pictures: setup-test  ## the screenshots of README anew, from the browser tests
	BAULAST_PICTURES=docs/bilder .venv/bin/pytest -q tests/web -k readme

wheels: setup-run  ## everything that an installation without the internet needs, in wheels/
	.venv/bin/pip wheel -q --disable-pip-version-check -c constraints.txt -w wheels .

test: setup-test  ## the whole test suite
	.venv/bin/pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: setup-test
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy

score: setup-test  ## what is read right, silently wrong, flagged
	.venv/bin/python -m bench.quality

bench: setup-bench  ## speed beside peers, on the same pages in one run; then how fast a search is
	.venv/bin/python -m bench.speed
	.venv/bin/python -m bench.index --entries $(ENTRIES)
	.venv/bin/python -m bench.evidence
	.venv/bin/python -m bench.masses
	.venv/bin/python -m bench.desk
	.venv/bin/python -m bench.looks

docs: setup-test  ## writes docs/cli.md and docs/settings.md anew
	.venv/bin/python -m tools.cli_reference
	.venv/bin/python -m tools.settings_reference

setup-run setup-test setup-bench: setup-%:
	@tools/setup.sh $*

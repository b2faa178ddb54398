"""The words files use for what a customer record holds, in the languages they come in.

Headers stand here folded: case, accents, punctuation and CamelCase taken away (`headers.fold`).
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(" ".join(word.split()) for word in text.split(","))


def _table(text: str) -> dict[str, str]:
    """Word → what it means, from lines of `meaning: word, word`; the first meaning holds."""
    found: dict[str, str] = {}
    meaning = ""
    for line in text.splitlines():
        head, colon, rest = line.partition(": ")
        if colon:
            meaning = head.strip()
        for word in (rest if colon else line).split(","):
            if word.strip():
                found.setdefault(" ".join(word.split()), meaning)
    return found


FIELDS = _table(
    """
first_name: first name, firstname, given name, forename, first, vorname, prenom, nombre, nome,
    imie, voornaam, fornamn, fornavn, etunimi, jmeno, keresztnev, ad, имя, ім я, 名,
    nombre de pila, primeiro nome, givenname, first name s
middle_name: middle name, middlename, additional name, middle, second name, zweiter vorname,
    deuxieme prenom, segundo nombre, drugie imie, отчество, patronymic
last_name: last name, lastname, surname, family name, familyname, last, nachname, familienname,
    nom, nom de famille, apellido, apellidos, cognome, nazwisko, achternaam, efternamn,
    etternavn, efternavn, sukunimi, prijmeni, vezeteknev, soyad, soyadi, фамилия, прізвище, 姓,
    sobrenome
full_name: name, full name, fullname, contact name, contactname, customer name, client name,
    display name, person, contact, customer, client, nom complet, vollstandiger name,
    nombre completo, nome completo, imie i nazwisko, фио, полное имя, 氏名, 姓名, naam, nev
family_given: nazwisko i imie, nazwisko imie, nachname vorname, name vorname, nom prenom,
    nom et prenom, last name first name, surname name, surname first name, apellidos nombre,
    apellidos y nombre, cognome nome, cognome e nome, фамилия имя, prijmeni jmeno
given_family: first name last name, first and last name, vorname nachname, prenom nom,
    vor und nachname, nombre y apellidos, nome cognome, nome e cognome, jmeno a prijmeni
birthday: birthday, birth date, birthdate, date of birth, dob, born, geburtstag, geburtsdatum,
    date de naissance, fecha de nacimiento, data di nascita, data urodzenia, geboortedatum,
    fodelsedatum, дата рождения, 生年月日, data de nascimento
sex: gender, sex, geschlecht, sexe, sexo, sesso, plec, geslacht, пол, 性別
role: job title, jobtitle, position, role, job role, occupation, contact title,
    organization title, organization 1 title, profession, function, funktion, beruf, poste,
    fonction, cargo, puesto, ruolo, stanowisko, functie, должность, 役職
notes: notes, note, comments, comment, description, remarks, remark, notizen, bemerkung,
    bemerkungen, remarques, commentaire, notas, observaciones, uwagi, opmerkingen, примечание,
    備考, osservazioni
company: company, company name, companyname, organization, organisation, organization name,
    organization 1 name, organisation name, account name, employer, business, business name,
    firma, unternehmen, entreprise, societe, empresa, azienda, societa, bedrijf, foretag,
    компания, организация, 会社, 会社名, nazwa firmy
citizenship: citizenship, nationality, staatsangehorigkeit, nationalite, obywatelstwo
id_number: id number, national id, government id number, identity number, personal id, pesel,
    ausweisnummer, dni, numer dowodu, ssn
id_issued_by: id issued by, issued by
passport_number: passport number, passport no, passport, reisepassnummer, numer paszportu
licence_number: licence number, license number, driving licence, drivers license
group: group, customer group, segment, gruppe, groupe, grupo, gruppo, grupa, groep
discount: discount, discount percent, rabatt, remise, descuento, sconto, rabat, korting
payment_days: payment days, payment term, payment terms, payment due, zahlungsziel,
    termin platnosci
newsletter: newsletter
promotional_sms: promotional sms, sms marketing
do_not_email: do not email, do not e mail, has opted out of email, email opt out,
    opted out of email, unsubscribed, no email
do_not_call: do not call, donotcall, no calls, dnc
blocked: blocked
language: language, preferred language, sprache, langue, idioma, lingua, jezyk, taal
time_zone: time zone, timezone, zeitzone
source: customer source
target_information: target information
number: kith number
source_id: id, record id, customer id, customerid, contact id, contactid, person id, client id,
    customer number, client number, customer no, kundennummer, kundennr, numero client,
    numer klienta, uid, external id, employee id, supplier id, lead id, client no
company_id: company id, companyid, account id, accountid, organization id, organisation id
owner_id: owner id, ownerid, parent id, party id
owner_kind: owner kind, owner type, party kind, party type
website: website, web page, homepage, web, url, web site, strona www
    """
)
"""Folded header → target."""

LEFT_OUT = _words(
    """
account, anniversary, assistant phone, assistant s name, assistant s phone, assistants phone,
billing information, categories, children, contact owner, courtesy, courtesy title,
create date, created date, department, directory server, e mail display name, e mail type,
email display name, email type, file as, group membership, hobby, initials, internet free busy,
is deleted, isdn, keywords, labels, lead status, lifecycle stage, location, maiden name,
manager s name, mileage, name prefix, name suffix, nickname, office location,
organization department, organizational id number, owner, photo, prefix, priority, private,
referred by, salutation, sensitivity, short name, spouse, subject, suffix, telex, user 1,
user 2, user 3, user 4, yomi name
    """
)
"""Headers known and left out on purpose: no field here holds them."""

PHONE_WORDS = _words(
    """
callback, cell, cellphone, cellulare, celular, fax, festnetz, fixe, gsm, handy, kom, komorka,
landline, matkapuhelin, mobiel, mobil, mobile, mobiltelefon, movil, pager, phone, phones,
portable, puhelin, tel, telefon, telefone, telefono, telefoon, telephone, whatsapp, мобильный,
телефон, 携帯, 電話, 電話番号
    """
)

EMAIL_WORDS = _words(
    """
correo, courriel, email, emails, epost, mail, sahkoposti, почта, メール, メールアドレス
    """
)

LABELS = _table(
    """
home: home, private, personal, privat, prive, casa, dom, domowy, prywatny, domicile,
    particular, landline, festnetz, fixe
work: work, business, office, geschaftlich, dienstlich, buro, travail, bureau, trabajo, lavoro,
    ufficio, sluzbowy, praca, werk, arbeit
mobile: mobile, cell, cellphone, handy, mobil, mobiltelefon, portable, movil, cellulare,
    celular, komorka, kom, mobiel, gsm, 携帯, мобильный, matkapuhelin
fax: fax
pager: pager
car: car
main: main, primary
other: other
mailing: mailing, postal
billing: billing, invoice
shipping: shipping
delivery: delivery
company: company
radio: radio
callback: callback
tty: tty
WhatsApp: whatsapp
    """
)
"""Folded qualifier → the generic name it becomes."""

ADDRESS_PARTS = _table(
    """
street: street, street address, address, address line, line, strasse, str, rue, adresse,
    anschrift, direccion, calle, indirizzo, via, ulica, adres, straat, gata, адрес, улица, 住所,
    endereco, extended address, address po box, po box, house number
city: city, town, locality, ort, stadt, wohnort, ville, ciudad, citta, miasto, miejscowosc,
    plaats, woonplaats, stad, город, 市, cidade, suburb, post town
region: state, region, province, county, state region, state province, bundesland, etat,
    provincia, estado, wojewodztwo, provincie, область, prefecture, 都道府県
region_code: state code, region code, province code
postal_code: postal code, postcode, post code, zip, zip code, zipcode, zip postal code, plz,
    postleitzahl, code postal, codigo postal, cap, kod pocztowy, postnummer, индекс, 郵便番号, cep
country: country, country region, land, pays, pais, paese, kraj, страна, 国, country name
country_code: country code, iso country code, country iso, landercode
sublocality: district, neighbourhood, neighborhood, sublocality, bairro, colonia
formatted: formatted, full address, formatted address
    """
)
"""Folded header, without its qualifier and number → part of an address."""

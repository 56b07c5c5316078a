"""Exports from Strava, made after the tables of real ones: their first lines as people published them."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO


def labels(text: str) -> list[str]:
    """The columns in a text in which strokes part them."""
    return [label.strip() for label in text.replace("\n", " ").split("|")]


ENGLISH = labels("""
Activity ID | Activity Date | Activity Name | Activity Type | Activity Description | Elapsed Time | Distance |
Max Heart Rate | Relative Effort | Commute | Activity Private Note | Activity Gear | Filename |
Athlete Weight | Bike Weight | Elapsed Time | Moving Time | Distance | Max Speed | Average Speed |
Elevation Gain | Elevation Loss | Elevation Low | Elevation High | Max Grade | Average Grade |
Average Positive Grade | Average Negative Grade | Max Cadence | Average Cadence | Max Heart Rate |
Average Heart Rate | Max Watts | Average Watts | Calories | Max Temperature | Average Temperature |
Relative Effort | Total Work | Number of Runs | Uphill Time | Downhill Time | Other Time | Perceived Exertion |
Type | Start Time | Weighted Average Power | Power Count | Prefer Perceived Exertion |
Perceived Relative Effort | Commute | Total Weight Lifted | From Upload | Grade Adjusted Distance |
Weather Observation Time | Weather Condition | Weather Temperature | Apparent Temperature | Dewpoint |
Humidity | Weather Pressure | Wind Speed | Wind Gust | Wind Bearing | Precipitation Intensity | Sunrise Time |
Sunset Time | Moon Phase | Bike | Gear | Precipitation Probability | Precipitation Type | Cloud Cover |
Weather Visibility | UV Index | Weather Ozone | Jump Count | Total Grit | Average Flow | Flagged |
Average Elapsed Speed | Dirt Distance | Media
""")
GERMAN = labels("""
Aktivitäts-ID | Aktivitätsdatum | Name der Aktivität | Aktivitätsart | Aktivitätsbeschreibung |
Verstrichene Zeit | Distanz | Max. Herzfrequenz | Relative Leistung | Pendeln |
Hinweis zur Privatsphäre für Aktivitäten | Aktivitätsausrüstung | Dateiname | Sportlergewicht |
Fahrradgewicht | Verstrichene Zeit | Bewegungszeit | Distanz | Höchstgeschw. |
Durchschnittliche Geschwindigkeit | Höhenzunahme | Höhenunterschied | Min. Höhe | Max. Höhe | Max. Steigung |
Durchschnittliche Steigung | Durchschnittliche positive Steigung | Durchschnittliche negative Steigung |
Max. Tritt-/Schrittfrequenz | Durchschnittliche Trittfrequenz | Max. Herzfrequenz |
Durchschnittliche Herzfrequenz | Max. Watt | Durchschnittliche Watt | Kalorien | Max. Temperatur |
Durchschnittliche Temperatur | Relative Leistung | Gesamtarbeit | Anzahl Läufe | Bergaufzeit | Bergabzeit |
Andere Zeit | Gefühlte Anstrengung | Art | Startzeit | Gewichtete durchschnittliche Leistung | Leistungszahl |
Gefühlte Anstrengung verwenden | Gefühlte relative Leistung | Pendeln | Insgesamt gestemmtes Gewicht |
Von Upload | Auf Steigung angepasste Distanz | Wetterbeobachtungszeit | Wetterlage | Wetter: Temperatur |
Scheinbare Temperatur | Taupunkt | Luftfeuchtigkeit | Wetter: Druck | Windgeschwindigkeit | Windböe |
Windrichtung | Niederschlagsintensität | Sonnenaufgangszeit | Sonnenuntergangszeit | Mondphase | Fahrrad |
Ausrüstung | Niederschlagswahrscheinlichkeit | Niederschlagsart | Wolkendecke | Wetter: Sichtbarkeit |
UV-Index | Wetter: Ozon | Medien
""")
FRENCH = labels("""
ID de l'activité | Date de l'activité | Nom de l'activité | Type d'activité | Description de l'activité |
Temps écoulé | Distance | Fréquence cardiaque max. | Effort relatif | Déplacement-transport |
Note privée sur les activités | Matériel utilisé pour l'activité | Nom du fichier | Poids de l'athlète |
Poids du vélo | Temps écoulé | Durée de déplacement | Distance | Vitesse max. | Vitesse moyenne |
Dénivelé positif | Dénivelé négatif | Altitude min. | Altitude max. | Pente max. | Pente moyenne |
Pente positive moyenne | Pente négative moyenne | Cadence max. | Cadence moyenne | Fréquence cardiaque max. |
Fréquence cardiaque moyenne | Puissance max. | Puissance moyenne | Calories | Température max. |
Température moyenne | Effort relatif | Effort total | Nombre de sorties course à pied | Temps de montée |
Temps de descente | Autres temps | Effort ressenti | Type | Heure de début | Puissance moyenne pondérée |
Nombre d'échantillons de puissance | Utiliser l'Effort ressenti | Effort relatif ressenti |
Déplacement-transport | Poids total soulevé | À partir du téléchargement | Distance ajustée selon la pente |
Heure d'observation de la météo | Conditions météo | Température selon les prévisions météo |
Température ressentie | Point de rosée | Humidité | Pression atmosphérique | Vitesse du vent | Rafale de vent |
Direction du vent | Intensité des précipitations | Heure de lever du soleil | Heure de coucher du soleil |
Phase de la lune | Vélo | Matériel | Probabilité de précipitations | Type de précipitations |
Couverture nuageuse | Visibilité selon les prévisions météo | Indice UV | Ozone selon les prévisions météo |
Support
""")
UNSEEN = [f"column {ENGLISH.index(label)}" for label in ENGLISH]
"""A language that nobody has seen yet: like names are still like."""
FIRST = labels("id | date | name | type | description | elapsed_time | distance | commute | gear | filename")
"""As it was up to 2019."""

WEATHER = {
    "Weather Temperature": "13.390000343322754",
    "Apparent Temperature": "12.199999809265137",
    "Dewpoint": "0.23999999463558197",
    "Humidity": "0.4099999964237213",
    "Wind Speed": "4.949999809265137",
}
"""Of a real ride of 200 km on 9 May 2023."""


def line(header: Sequence[str], values: Mapping[str, str]) -> list[str]:
    """Cells under a header in any language; the values by their English names, the first of like ones."""
    cells = [""] * len(header)
    for name, value in values.items():
        cells[(ENGLISH if len(header) > len(FIRST) else FIRST).index(name)] = value
    return cells


def table(*lines: Sequence[str], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """The file of a table."""
    written = StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator="\n").writerows(lines)
    return written.getvalue().encode(encoding)

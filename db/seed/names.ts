/** Common names first: the seed draws the first ones far more often, so that several people share a name. */
export const givenNames = words(`
  Ana Mohammed Sarah James Emma David Maria Daniel Laura Michael Sofia Thomas Amina Jack Olivia Ben Chloe Adam Grace Samuel
  Fatima Joseph Lucy William Hannah Ali Emily Matthew Zoë Luke Priya Andrew Rachel Omar Charlotte Peter Isabella Ryan Jessica
  Kwame Alice Robert Elena Cara Oliver Nadia Mark Ruth Ibrahim Julia Simon Aisha George Katie Yusuf Eva Paul Sophie Chen Martha
  Stephen Leila Anthony Megan Hassan Clara Christopher Amy José Helen Rahul Nicole Patrick Yuki Victoria Kevin Ingrid Edward
  Mei Natalie Tomás Rebecca Sean Layla Martin Claire Aarav Diana Philip Joanne Kofi Irene Alexander Bethany Marcus Anneke
  Hugo Siobhán Dmitri Esther Rafael Wei Björn Louise Carlos Monika Gareth Nia Pavel Renée Ivan Chiara Tunde Agnieszka Rhys
  Ayşe Jürgen Maja Finn Zuzana Leon Søren Marta Dylan Élodie Viktor Nkechi Łukasz Freya Mateo Anjali Callum Beatriz Arjun
  Dorota Ewan Françoise Hiroshi Imogen Jakub Keiko Lars Maeve Nikolai Orla Przemysław Quentin Rosa Sinéad Tariq Una Václav
  Wanjiru Xavier Yasmin Zachary Abena Bronwyn Cillian Darragh Eilidh Farah Gwen Hamish Ifeoma Jelena Kamil Lívia Magnus
  Naoko Oisín Perpetua Ravi Stella Thandiwe Ulrika Vikram Wojciech Ximena Yeşim Zdeněk
`)

export const familyNames = words(`
  Smith Khan Jones Patel Williams Lee Taylor Brown Ahmed Davies Singh Evans Ali Thomas Osei Johnson Roberts Begum Walker Wright
  Hussain Robinson Thompson White Hughes Edwards Green Hall Wood Harris Lewis Martin Jackson Clarke Garcia Clark Turner Hill Cooper
  Diaz Morris Ward Moore Chen Watson Morgan Anderson Baker Harrison Kaur Scott Nguyen Young Kowalski Allen Mitchell Shah Phillips
  Adams Campbell Kelly Wang Rodríguez Carter O'Brien Bennett Gray Mensah Cook Murphy Parker Collins Miah Richardson Novák Bailey
  Foster Murray Sharma Bell Müller Ellis Shaw Cox Okafor Price Simpson Marshall Rossi Wilkinson Stewart Rahman Chapman Fernández
  Mason Gupta Palmer Mills Rogers Hansen Webb Knight Santos Butler Barnes Yılmaz Jenkins Stevens Gibson Petrov Hunt Dixon Fisher
  Ndlovu Armstrong Silva Lloyd Elliott Pearson Dubois Graham Harvey O'Connor Fletcher Andrews Nowak Barker Berg Tanaka Walsh
  Ferreira Lawson Sørensen Kim Reid Chowdhury Woods Day Łukaszewski Hart Francis Perry McDonald Kaya Burke Popović Watts
  Byrne Gallagher Weber Çelik Mbeki Bishop Lindström Ito Flores Banda García-Lorca Hoffmann Abebe Nilsson Szabó Grant Horváth
  Osborne Matthews Adeyemi Dvořák Hayes Kovács Jørgensen Lane MacLeod Papadopoulos Moreau Das Quinn Ramírez Sato Tran Uddin
  Van-den-Berg Vasquez Wallace Smith-Jones Yamamoto Zhang Zieliński Ångström Öztürk D'Angelo St-Clair Achebe Balogun Costa Dlamini
`)

const unfoldable: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', đ: 'd', ı: 'i', ß: 'ss', æ: 'ae' }

/** The name as it is written in an address: lower case letters of ASCII and hyphens. */
export function folded(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\p{M}']/gu, '')
    .toLowerCase()
    .replace(/[^a-z-]/g, (letter) => unfoldable[letter] ?? '')
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}

const listed = (text: string) => text.trim().split(/\s+/)

/** Words that guesses are built of: with digits, signs and each other they make most of what is tried first. */
export const commonWords: readonly string[] = listed(`
  abc abcd abcdef abcdefg access admin administrador administrator am andrew angel angels apple april arsenal asdf
  asdfgh ashley august autumn azerty baby babygirl barcelona baseball basketball batman bear beautiful bienvenue
  bless blink boy brother buddy business butterfly campus change changeme charlie cheese chelsea chocolate christ
  college company computer contrasena cookie correct corvette course courses cowboys daniel database december
  default demo diamond dragon eagle eagles example facebook family father february ferrari flower football forever
  fortnite freddy freedom friday friend friends gandalf ginger girl god golden google guest happy harley haslo
  heaven hello helloworld hockey hunter ilove iloveyou internet is january jennifer jessica jesus jordan joshua
  july june juventus killer lakers letmein linux lion liverpool login logon love lovely loveme lover manager
  manchester march master matthew mercedes merlin michael microsoft minecraft monday money monkey motdepasse mother
  mustang my mysql naruto new ninja nothing november now october office old one open opensesame oracle orange our
  panther parola pass passw passwd password passwort pepper phoenix pirate please pokemon porsche postgres princess
  purple qwerty qwertz ranger realmadrid red robert root sample samsung samurai saturday school secret secrets
  senha september server sesame shadow signin silver sister smile soccer sox spiderman spring starwars steelers
  student students summer sunday sunshine superman superuser system teacher test tester testing the this thomas
  thursday tiger tigger trustno tuesday university user username wachtwoord warrior wednesday welcome whatever
  willkommen windows winter wizard wolf word work world yankees yellow you your zxcvbn zxcvbnm
`)

/** The common passwords of at least twelve characters. */
export const commonPasswords: ReadonlySet<string> = new Set(
  listed(String.raw`
  !qaz2wsx3edc !qaz@wsx#edc 000000000000 010203040506 0123456789012 098765432109 09876543211234 0987654321qwe
  102030405060 1029384756qp 1029384756qwe 110110110110 111111111111 112233445566 121212121212 123123123123
  123321123321 123456123456 123456654321 1234567890-= 123456789012 1234567890123 12345678901234 123456789012345
  1234567890123456 1234567890a1 1234567890abc 1234567890qw 1234567890qwe 1234567890qwerty 123456789a123
  123456789abc 123456789abcd 123456789q12 123456789qwerty 12345678abcd 12345678qwerty 1234567qwerty 123456abcdef
  123456asdfgh 123456qwerty 123456zxcvbn 12345abcde12 12345qwert12 12345qwerty12 1234abcd1234 1234qwerasdf
  1234qwerasdfzxcv 123abc123abc 123qwe123qwe 123qweasdzxc 12qwaszx12qw 135792468135 147258369147 159357159357
  1a2b3c4d5e6f 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1q2w3e4r5t6y7u8i 1q2w3e4r5t6y7u8i9o0p 1qaz!qaz2wsx@wsx 1qaz2wsx3edc
  1qaz2wsx3edc4rfv 1qazxsw23edc 246813579246 271828182845 314159265358 3141592653589 5201314520131 987654321012
  998877665544 a12345678901 a123456789012 a1b2c3d4e5f6 a1b2c3d4e5f6g7 aa1234567890 aa123456aa123 aaaa11112222
  aabbccddeeff abc123456789 abc123abc123 abcd1234abcd abcdefg12345 abcdefgh1234 abcdefghijkl abcdefghijklm
  abcdefghijklmnop abracadabra1 abracadabra12 admin1234567 admin12345678 admin@123456 admin@1234567 adminadmin12
  adminadmin123 administrator administrator! administrator1 administrator123 adminpassword amoremio1234
  arsenal12345 asdfasdfasdf asdfgh123456 asdfgh1234567 asdfghjkl123 asdfqwer1234 autumn123456 azertyuiop12
  azertyuiop123 azertyuiop1234 babygirl1234 babygirl12345 barcelona123 barcelona1234 baseball1234 basketball12
  basketball123 basketball1234 batman123456 beautiful123 beautiful1234 bestfriend12 bestfriends1 blessed12345
  bonjour12345 brasil123456 butterfly123 butterfly1234 changeit1234 changeme1234 changeme12345 changemenow1
  changethis123 charlie12345 cheese123456 chelsea12345 chocolate123 chocolate1234 ciao12345678 computer1234
  computer12345 contrasena12 contrasena123 contraseña123 cookie123456 corinthians1 corinthians12 corvette1234
  december1234 default12345 demo12345678 demodemo1234 dragon123456 estrella1234 everything12 example12345
  facebook1234 familyforever february1234 ferrari12345 flamengo1234 football1234 football12345 fortnite1234
  forzajuve123 friendsforever friendship12 fussball1234 ginger123456 godisgood123 godisgreat12 godislove123
  google123456 guest1234567 hallo1234567 happybirthday happyhappy12 harley123456 haslo1234567 hello1234567
  hello12345678 hellohello12 hellokitty12 hellokitty123 helloworld12 helloworld123 helloworld1234 hunter123456
  ilovejesus12 ilovemyfamily ilovemymom123 ilovemyself1 iloveyou!234 iloveyou1234 iloveyou12345 iloveyou123456
  iloveyou2023 iloveyou2024 iloveyou2025 iloveyoubaby iloveyouforever iloveyoumom1 iloveyousomuch internet1234
  inthebeginning itsapassword january12345 jennifer1234 jessica12345 jesuschrist1 jesuschrist123 jesusislord1
  jesuslovesme1 juventus1234 killer123456 lastresort12 letmein12345 letmein123456 letmeinplease liverpool123
  liverpool1234 lkjhgfdsa123 loulou123456 lovelove1234 lovelovelove loverboy1234 loveyou12345 loveyouforever
  manchester123 manutd123456 marina123456 mariposa1234 master123456 matrix123456 maytheforcebewithyou mercedes1234
  michael12345 microsoft123 minecraft123 minecraft1234 mississippi1 mississippi12 mnbvcxz12345 monkey123456
  motdepasse12 motdepasse123 motdepasse1234 mustang12345 myfamily1234 mylove123456 mylove1234567 myloveforever
  mypassword123 mypassword1234 newpassword123 nopassword123 notapassword nothing12345 november1234 october12345
  opensesame12 opensesame123 p@$$w0rd1234 p@$$word1234 p@ssw0rd1234 p@ssw0rd12345 p@ssword1234 pa$$word1234
  pa55word1234 parola123456 pass1234pass passw0rd1234 passw0rd12345 password!123 password#123 password$123
  password1234 password12345 password123456 password1234567 password12345678 password123456789 password2020
  password2021 password2022 password2023 password2024 password2025 password2026 password@123 password@1234
  passwordpassword passwort1234 passwort12345 passwort123456 pepper123456 playstation1 playstation2 playstation3
  playstation4 playstation5 pleasechangeme poiuytrewq12 pokemon12345 polska123456 porsche91111 praisethelord
  princess1234 princess12345 privet123456 q123456789012 q1w2e3r4t5y6 q1w2e3r4t5y6u7i8 qazwsxedc123 qazwsxedcrfv
  qq1234567890 qwe123qwe123 qweasdzxc123 qweqweqweqwe qwer1234asdf qwerasdfzxcv qwerty!23456 qwerty123456
  qwerty1234567 qwerty12345678 qwerty123456789 qwerty1234567890 qwerty@12345 qwertyqwerty qwertyqwerty1
  qwertyuiop12 qwertyuiop123 qwertyuiop1234 qwertyuiop[] qwertyuiop[]\ qwertyuiopasdf qwertyuiopasdfghjkl
  qwertzuiop12 qwertzuiop123 ranger123456 realmadrid123 root12345678 rootpassword rootroot1234 samsung12345
  schatz123456 secretpassword securepassword senha1234567 senha12345678 september123 shadow123456 soleil123456
  somethingnew1 spiderman123 spiderman1234 spring123456 starwars1234 strongpassword summer123456 summer2023!!
  summer2024!! summer2025!! sunshine1234 sunshine12345 superadmin123 superman1234 superman12345 supersecret1
  supersecret123 superuser123 teamo1234567 temp12345678 temporary123 temporary1234 temppassword tequiero1234
  test12345678 test123456789 testing12345 testpass1234 testpassword testtesttest testuser1234 thankyoujesus
  thepassword1 thequickbrownfox thequickbrownfoxjumps thisisapassword thisismypassword throughline!
  throughline-admin throughline-demo throughline1 throughline12 throughline123 throughline1234 throughlineadmin
  throughlinedemo tigger123456 tobeornottobe topsecret1234 trustno1trustno1 verysecret123 wachtwoord12
  wachtwoord123 welcome1234! welcome12345 welcome123456 welcome2024! welcome2025! welcome2026! welcome@1234
  welcome@12345 welkom123456 whatever1234 whateverwhatever willkommen12 willkommen123 willkommen2024 winter123456
  winter2023!! winter2024!! winter2025!! woaini123456 woaini1314520 woaini520131 xbox36012345 yourpassword1
  z123456789012 zaq12wsxcde3 zaq12wsxzaq1 zaq1xsw2cde3 zaq1zaq1zaq1 zxcvasdfqwer zxcvbn123456 zxcvbnm,./12
  zxcvbnm,./123 zxcvbnm12345 zxcvbnm123456
`),
)

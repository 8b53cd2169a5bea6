// Which debts does this citizen have? With JAX-WS (package jaxws), from the WSDL the server publishes.
//
//   wsimport -keep -p overzicht https://…/soap/schuldenoverzicht?wsdl
//   javac -cp '/usr/share/jaxws/lib/*:.' Overview.java
//   java -cp '/usr/share/jaxws/lib/*:.' -Djavax.net.ssl.trustStore=… -Djavax.net.ssl.keyStore=… Overview WSDL BSN

import java.net.URL;
import overzicht.*;

public class Overview {
    public static void main(String[] words) throws Exception {
        VerwerkSynchroonVrijBericht port = new VerwerkSynchroonVrijBericht_Service(new URL(words[0])).getVerwerkSynchroonVrijBericht();

        StuurgegevensDi02 head = new StuurgegevensDi02();
        head.setBerichtcode(Berichtcode.DI_02);
        head.setFunctie("geefSchuldenoverzicht");
        PersoonSelectie person = new PersoonSelectie();
        person.setEntiteittype("NPS");
        person.setFunctie(FunctieVrijBerichtElement.SELECTIE);
        person.setInpBsn(words[1]);
        GeefSchuldenoverzichtDi02 question = new GeefSchuldenoverzichtDi02();
        question.setStuurgegevens(head);
        question.setPersoon(person);

        try {
            long total = 0;
            for (Document document : port.geefSchuldenoverzicht(question).getDocument()) {
                for (var zaak : document.getBody().getFinancieleZaken().getFinancieleZaak()) {
                    System.out.println(zaak.getZaakkenmerk() + " " + zaak.getSaldo());
                    total += zaak.getSaldo();
                }
            }
            System.out.println("saldo " + total);
        } catch (Fo02 refused) {

            var body = refused.getFaultInfo().getBody();
            System.out.println("fault " + body.getPlek() + "\ntext " + refused.getMessage() + "\nstuf " + body.getCode() + "\ndetails " + body.getDetails());
            System.exit(1);
        }
    }
}
